/**
 * Three ways for the same handlers: an echo, and its client, know only {@link dev.sluice.io.Connection}, and run over whatever carries
 * connections.
 */
package dev.sluice.examples.carrier;
