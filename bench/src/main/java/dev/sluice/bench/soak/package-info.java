/**
 * A server under everything at once, for minutes: {@link dev.sluice.bench.soak.Soak} starts it in a JVM of its own, drives it
 * from this one, and watches what both hold.
 *
 * <pre>
 *   Soak ──starts, asks──► ServerProcess ──standard input──► SoakServer     echo: plain, with acks, with leased reads, UDP
 *     └──► Load: PingPong, BulkStream, Visitor, SlowReader, DatagramStream ──sockets──┘
 *             └──► Findings: faults, tally, latencies       Window, Window, ... ──► Report ──► Judgement
 * </pre>
 */
package dev.sluice.bench.soak;
