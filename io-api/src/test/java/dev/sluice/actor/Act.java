package dev.sluice.actor;

/** A message that says itself what its receiver does. */
@FunctionalInterface
interface Act {
    void run(Context<Act> ctx) throws Exception;

    static Actor<Act> actor(Context<Act> ctx) {
        return act -> act.run(ctx);
    }
}
