package dev.sluice.actor;

import dev.sluice.loop.Loop;

/** Puts activations onto a loop; on the loop's own thread that is a plain link in its ready queue. */
record LoopDispatcher(Loop loop) implements Dispatcher {
    @Override
    public void execute(Runnable activation) {
        loop.executeWoken(activation);
    }

    @Override
    public void executeAgain(Runnable activation) {
        loop.execute(activation);
    }

    @Override
    public boolean isCurrent() {
        return loop.inLoop();
    }

    @Override
    public Dispatcher first() {
        return new First(loop);
    }

    @Override
    public String toString() {
        return loop.toString();
    }

    private record First(Loop loop) implements Dispatcher {
        @Override
        public void execute(Runnable activation) {
            loop.executeFirst(activation);
        }

        @Override
        public boolean isCurrent() {
            return loop.inLoop();
        }

        @Override
        public String toString() {
            return loop + ".first";
        }
    }
}
