/**
 * How the echo scales: its throughput and the server's processor time for each message, against the number of loops and of connections, the
 * size of messages, and what a handler costs. Each is a curve, beside the bare loop's.
 */
package dev.sluice.bench.scaling;
