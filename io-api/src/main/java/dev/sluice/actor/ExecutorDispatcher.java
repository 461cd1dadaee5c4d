package dev.sluice.actor;

import java.util.concurrent.Executor;

/** Any executor as a place for actors. */
record ExecutorDispatcher(Executor executor) implements Dispatcher {
    @Override
    public void execute(Runnable activation) {
        executor.execute(activation);
    }

    @Override
    public String toString() {
        return executor.getClass().isHidden() ? "executor" : executor.getClass().getSimpleName();
    }
}
