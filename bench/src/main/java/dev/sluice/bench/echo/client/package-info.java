/**
 * What puts load on a server, verifies every byte that returns, and takes the time. A {@link
 * dev.sluice.bench.echo.client.Load} says what to do, a {@link dev.sluice.bench.echo.client.ClientProgram} does it in a
 * process of its own, in C or, the same, in Java ({@link dev.sluice.bench.echo.client.Client}), and gives a {@link
 * dev.sluice.bench.echo.client.Sample}.
 */
package dev.sluice.bench.echo.client;
