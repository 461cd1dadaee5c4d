package dev.sluice.transport.contract;

import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** What all groups of rules need. */
abstract class Rules {
    static final ConnectionSettings DEFAULT = ConnectionSettings.DEFAULT;
    static final Handler ECHO = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };

    final ConnectionContract contract;

    Rules(ConnectionContract contract) {
        this.contract = contract;
    }

    Rig registered() throws Exception {
        return registered(DEFAULT);
    }

    Rig registered(ConnectionSettings settings) throws Exception {
        return Rig.registered(contract, settings);
    }

    Rig bare(ConnectionSettings settings) throws Exception {
        return Rig.bare(contract, settings);
    }

    Rig handledBy(Handler factory) throws Exception {
        return handledBy(Spec.named("handler"), factory);
    }

    Rig handledBy(Spec spec, Handler factory) throws Exception {
        return Rig.handledBy(contract, DEFAULT, spec, factory);
    }

    /** More than all buffers hold. */
    ByteString much() {
        return random(contract.capacity() + (2 << 20));
    }

    static ByteString random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return ByteString.copyOf(bytes);
    }

    void assumeReset() {
        Assumptions.assumeTrue(contract.knowsReset(), "this transport knows no reset");
    }
}
