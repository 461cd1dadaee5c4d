/**
 * For tests of actors, ours and yours: no sleeping, no guessing.
 *
 * <p>A {@link dev.sluice.testkit.Probe} is an actor whose messages a test takes out by hand; it waits for a state, never for a
 * time. A {@link dev.sluice.testkit.ManualSystem} runs all its actors on the test's own thread, step by step, and its
 * {@link dev.sluice.testkit.VirtualClock} moves when it is told to.
 *
 * {@snippet :
 * try (ManualSystem manual = ManualSystem.create("test")) {
 *     Probe<Tick> probe = Probe.in(manual);
 *     manual.system().spawn("ticker", ctx -> new Ticker(ctx, probe.ref()));
 *     manual.run();
 *     probe.expectNothing();
 *     manual.advance(Duration.ofSeconds(1));
 *     probe.expect(Tick.class);
 * }
 * }
 */
package dev.sluice.testkit;
