package dev.sluice.transport.contract;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.EndpointSettings;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What all groups of rules for endpoints need. */
abstract class EndpointRules {
    static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;

    final EndpointContract contract;

    EndpointRules(EndpointContract contract) {
        this.contract = contract;
    }

    EndpointRig registered() throws Exception {
        return registered(DEFAULT);
    }

    EndpointRig registered(EndpointSettings settings) throws Exception {
        return EndpointRig.registered(contract, settings);
    }

    EndpointRig bare(EndpointSettings settings) throws Exception {
        return EndpointRig.bare(contract, settings);
    }

    /** Nothing leaves until it is {@link #unblocked}. */
    EndpointRig blocked(EndpointSettings settings) throws Exception {
        EndpointRig rig = registered(settings);
        boolean isBlocked = contract.block(rig.local, true);
        if (!isBlocked) {
            rig.close();
        }
        Assumptions.assumeTrue(isBlocked, "this transport can't be blocked");
        return rig;
    }

    void unblocked(EndpointRig rig) {
        contract.block(rig.local, false);
    }

    static Datagram datagram(String text, SocketAddress target) {
        return new Datagram(ByteString.utf8(text), target);
    }

    static SendAll all(SocketAddress target, String... texts) {
        List<Datagram> datagrams = Arrays.stream(texts).map(text -> datagram(text, target)).toList();
        return new SendAll(datagrams, null);
    }
}
