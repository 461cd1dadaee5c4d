/** What puts load on a server, verifies every byte that returns, and takes the time. */
package dev.sluice.bench.echo.client;
