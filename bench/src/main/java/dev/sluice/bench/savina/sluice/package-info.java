/**
 * The programs in Sluice, one a file. Each has an actor that does all, by itself or by its children, that is asked for the result,
 * and that stops when it has told it.
 */
package dev.sluice.bench.savina.sluice;
