/**
 * For tests of actors, ours and yours: no sleeping, no guessing.
 *
 * <p>A {@link dev.sluice.testkit.Probe} is an actor whose messages a test takes out by hand; it waits for a state, never for a
 * time. A {@link dev.sluice.testkit.ManualSystem} runs all its actors on the test's own thread, step by step, and its
 * {@link dev.sluice.testkit.VirtualClock} moves when it is told to. "Expect nothing" is then certain: all has run.
 *
 * {@snippet :
 * try (ManualSystem manual = ManualSystem.create("test")) {
 *     Probe<Tick> probe = Probe.in(manual);
 *     manual.system().spawn("ticker", (Context<Tick> ctx) -> new Ticker(ctx, probe.ref()));
 *     manual.run();
 *     probe.expectNothing();
 *     manual.advance(Duration.ofSeconds(1));
 *     probe.expect(Tick.class);
 * }
 * }
 *
 * <p><b>Other orders.</b> A manual system runs actors in the order in which they became ready: one order of many that may come
 * up in real life. {@link dev.sluice.testkit.Interleavings} runs the same test in as many as you like, mixed at random down to
 * single messages and timers of one moment. What fails is named by its seed, and {@code replay} shows it again, as often as it
 * takes to understand it:
 *
 * {@snippet :
 * Interleavings.explore(1_000, 1, manual -> sellsEachSeatOnce(manual));   // with seed 17 (replay it by ...): sold twice
 * Interleavings.replay(17, manual -> sellsEachSeatOnce(manual));
 * }
 *
 * <p><b>Isolation.</b> Messages are shared by sender and receiver, and so must not change; nothing enforces that. A system that
 * copies each message at send ({@link dev.sluice.testkit.Copies}) shows who changes one after all, because the other side doesn't
 * see it any more, and refuses messages that no other process could ever be sent:
 *
 * {@snippet :
 * Settings settings = Settings.named("test").copying(Copies.deep());
 * try (ActorSystem system = ActorSystem.create(settings)) {         // or ManualSystem.create(settings)
 *     orders.tell(new Order(items, replyTo));                       // a deep copy goes; replyTo stays the same ref
 * }
 * }
 *
 * What copying can't show are static fields that actors share. This library has none that change, but for the switch that traces
 * leases; have none either.
 *
 * <p><b>Leases.</b> A {@link dev.sluice.testkit.LeaseWatch} fails a test that leaves pooled buffers behind, and names who took them.
 */
package dev.sluice.testkit;
