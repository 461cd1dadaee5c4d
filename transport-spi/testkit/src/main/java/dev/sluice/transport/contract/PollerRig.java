package dev.sluice.transport.contract;

import dev.sluice.loop.Signal;
import dev.sluice.transport.ChannelPoller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A poller of a contract's author, and the channels that it watches. All on one thread. */
final class PollerRig implements AutoCloseable {
    final ChannelPoller poller;
    private final PollerContract contract;
    private final List<PollerContract.Subject> subjects = new ArrayList<>();

    PollerRig(PollerContract contract) throws Exception {
        this.contract = contract;
        this.poller = contract.poller();
    }

    PollerContract.Subject subject() throws Exception {
        PollerContract.Subject subject = contract.subject(poller);
        subjects.add(subject);
        return subject;
    }

    /** A channel under watch, with no interest. */
    Watched watched() throws Exception {
        return new Watched(subject());
    }

    Watched watched(int interest) throws Exception {
        Watched watched = watched();
        watched.registration.interest(interest);
        return watched;
    }

    /** Several, since the order in which a poller looks at them is its own business. */
    List<Watched> watched(int count, int interest) throws Exception {
        List<Watched> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(watched(interest));
        }
        return all;
    }

    /** Waits, as a loop does. */
    void pollUntil(BooleanSupplier reached) throws IOException {
        while (!reached.getAsBoolean()) {
            poller.poll(-1);
        }
    }

    @Override
    public void close() throws IOException {
        poller.close();
        for (PollerContract.Subject subject : subjects) {
            subject.close();
        }
    }

    /** Does something that may fail inside a signal. */
    interface Step {
        void run() throws Exception;
    }

    final class Watched implements Signal {
        final PollerContract.Subject subject;
        final ChannelPoller.Registration registration;
        int times;
        int flushed;
        private int bits;
        private Step whenRaised = () -> {
        };

        Watched(PollerContract.Subject subject) throws IOException {
            this.subject = subject;
            this.registration = poller.register(subject.source(), this);
        }

        Watched whenRaised(Step step) {
            whenRaised = step;
            return this;
        }

        @Override
        public void raise(int raised) {
            bits |= raised;
            times++;
            try {
                whenRaised.run();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        /** What was raised since the last time. */
        int take() {
            int taken = bits;
            bits = 0;
            return taken;
        }

        /** What is raised at the next poll; if there is an interest, waits for it. */
        int next(int interest) throws IOException {
            take();
            registration.interest(interest);
            if (interest == 0) {
                poller.poll(0);
            } else {
                pollUntil(() -> bits != 0);
            }
            return take();
        }

        void cancel() {
            registration.cancel(() -> flushed++);
        }

        /** In one breath, as a channel's owner does it. */
        void cancelAndClose() throws IOException {
            cancel();
            subject.close();
        }
    }
}
