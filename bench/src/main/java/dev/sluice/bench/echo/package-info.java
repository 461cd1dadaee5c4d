/**
 * Sluice from end to end beside the yardstick, a bare selector loop, over real sockets of this machine: {@link
 * dev.sluice.bench.echo.EchoComparison} for time, {@link dev.sluice.bench.echo.AllocationPerMessage} and {@link
 * dev.sluice.bench.echo.IdleCpu} for what else an echo costs.
 *
 * <pre>
 *   measurement ── ServerProcess ══ stdin, stdout ══ ServerConsole ── BareEchoServer | SluiceEchoServer
 *        └── EchoClient ═══════════════════ TCP ═════════════════════════┘
 * </pre>
 *
 * Each server runs in a JVM of its own, all of them with the same flags.
 */
package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.EchoClient;
import dev.sluice.bench.echo.server.ServerConsole;
import dev.sluice.bench.echo.server.ServerProcess;
