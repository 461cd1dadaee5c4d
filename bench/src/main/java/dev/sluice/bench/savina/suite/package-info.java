/**
 * What is common to all libraries: which programs there are, their parameters and results, and the work inside them.
 */
package dev.sluice.bench.savina.suite;
