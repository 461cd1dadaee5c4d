package dev.sluice.bench.churn;

import java.util.Set;

/** A life of a connection, by how it ends; and what each side may be told of that. */
enum Kind {
    CLIENT_CLOSES(Set.of("ByClose"), Set.of("ByPeer")), SERVER_CLOSES(Set.of("ByPeer"),
        Set.of("ByClose")), CLIENT_CONFIRMS(Set.of("ByConfirmedClose"), Set.of("ByPeer")), SERVER_CONFIRMS(
            Set.of("ByPeer"), Set.of("ByConfirmedClose")), CLIENT_ABORTS(Set.of("ByAbort"),
                Set.of("ByError")), SERVER_ABORTS(Set.of("ByError"), Set.of("ByAbort")),
    /** The handler on the client's side ends without a word. */
    CLIENT_DIES(Set.of(Kind.DIED), Set.of("ByPeer")), SERVER_DIES(Set.of("ByPeer"), Set.of(Kind.DIED)),
    /** The server answers and closes while the client still sends. */
    SERVER_CLOSES_EARLY(Set.of("ByPeer", "ByError"), Set.of("ByClose")),
    /** Nobody listens there. */
    REFUSED(Set.of("ConnectException"), Set.of());

    /** What a side is said to have been told that has ended by itself. */
    static final String DIED = "died";

    private static final Kind[] ALL = values();

    private final Set<String> atClient;
    private final Set<String> atServer;

    Kind(Set<String> atClient, Set<String> atServer) {
        this.atClient = atClient;
        this.atServer = atServer;
    }

    /** By turns. */
    static Kind ofTurn(int index) {
        return ALL[index % ALL.length];
    }

    /** The one that a client speaks of. */
    static Kind of(byte first) {
        return ALL[first];
    }

    Set<String> atClient() {
        return atClient;
    }

    Set<String> atServer() {
        return atServer;
    }
}
