package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Ready;
import dev.sluice.transport.testkit.SteppedPoller;

/** A poller that knows only what it is told. */
class SteppedPollerContractTest extends PollerContract {
    @Override
    protected ChannelPoller poller() {
        return new SteppedPoller();
    }

    @Override
    protected Subject subject(ChannelPoller poller) {
        Stated stated = new Stated((SteppedPoller) poller, new Object());
        stated.drain();
        return stated;
    }

    @Override
    protected Object unknown() {
        return null;
    }

    private record Stated(SteppedPoller poller, Object source) implements Subject {
        @Override
        public void makeReadable() {
            poller.ready(source, Ready.READ | Ready.WRITE);
        }

        @Override
        public void drain() {
            poller.ready(source, Ready.WRITE);
        }

        @Override
        public void close() {
            poller.ready(source, 0);
        }
    }
}
