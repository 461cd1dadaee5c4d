/**
 * A day in ten minutes: connections that come, exchange something, and go in every way there is; and nothing is left of them.
 */
package dev.sluice.bench.churn;
