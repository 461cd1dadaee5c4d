package dev.sluice.examples.chat;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.tcp.BindSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The chat over real sockets. */
class ChatTest {
    private static final int SMALL = 8 << 10;
    private static final int MEMBERS = 20;
    private static final String SPEECH = "a".repeat(500);
    /** The slow one's connection is full long before. */
    private static final int MOST_LINES = 100_000;

    private final ActorSystem system = ActorSystem.create(Settings.named("chat").loops(2));

    @AfterEach
    void close() {
        system.close();
    }

    /** Little is under way to anybody, so that the tests are short. */
    private InetSocketAddress listen(Duration stall) {
        ConnectionSettings connection = ConnectionSettings.DEFAULT.marks(SMALL, 2 * SMALL).stall(stall);
        return ChatServer.listen(system, new InetSocketAddress("127.0.0.1", 0), BindSettings.DEFAULT
            .connection(connection)
            .accepted(SocketOptions.NO_DELAY.with(StandardSocketOptions.SO_SNDBUF, SMALL))).join().local();
    }

    @Test
    void everybodyInTheRoomHearsWhatIsSaid() throws IOException {
        InetSocketAddress server = listen(Duration.ZERO);
        try (ChatClient ann = new ChatClient(server, "ann"); ChatClient bob = new ChatClient(server, "bob")) {
            assertEquals("* bob enters lobby", ann.hear());
            bob.say("hello");

            assertEquals("bob: hello", ann.hear());
            assertEquals("bob: hello", bob.hear());
        }
    }

    @Test
    void nobodyHearsWhatIsSaidInAnotherRoom() throws IOException {
        InetSocketAddress server = listen(Duration.ZERO);
        try (ChatClient ann = new ChatClient(server, "ann"); ChatClient bob = new ChatClient(server, "bob")) {
            ann.awaitLine("* bob enters lobby");
            bob.say("/join attic");
            bob.say("boo");
            assertEquals("* bob leaves lobby", ann.hear());
            assertEquals("* bob enters attic", bob.hear());
            assertEquals("bob: boo", bob.hear());
            bob.say("/join lobby");

            assertEquals("* bob enters lobby", ann.hear());
        }
    }

    @Test
    void whoQuitsIsGoneAndSoIsAnEmptyRoom() throws IOException {
        InetSocketAddress server = listen(Duration.ZERO);
        try (ChatClient ann = new ChatClient(server, "ann"); ChatClient bob = new ChatClient(server, "bob")) {
            bob.say("/join attic");
            bob.awaitLine("* bob enters attic");
            bob.say("/quit");
            assertNull(bob.hear());
            ann.awaitLine("* bob leaves lobby");
        }
        await().until(() -> system.tree().join().all().noneMatch(actor -> List.of("lobby", "attic", "handler")
            .contains(actor.name())));
    }

    @Test
    void whatIsTooLongIsRefused() throws IOException {
        InetSocketAddress server = listen(Duration.ZERO);
        try (ChatClient ann = new ChatClient(server, "ann")) {
            ann.say("a".repeat(513));
            assertEquals("* that is too long", ann.hear());
            ann.say("b".repeat(5000));
            assertTrue(ann.hear().startsWith("* "));
            assertNull(ann.hear());
        }
    }

    @Test
    void aSlowReaderMissesSomeLinesAndIsToldHowMany() throws IOException {
        InetSocketAddress server = listen(Duration.ZERO);
        try (ChatClient fast = new ChatClient(server, "fast");
            ChatClient slow = new ChatClient(server, "slow", SMALL)) {
            fast.awaitLine("* slow enters lobby");
            int said = sayMuchMoreThanFits(fast);
            int missed = 0;
            for (int heard = 0; heard + missed < said;) {
                String line = slow.hear();
                if (line.equals("fast: " + SPEECH)) {
                    heard++;
                } else {
                    assertTrue(line.matches("\\* you missed \\d+ lines"), line);
                    missed += Integer.parseInt(line.replaceAll("\\D", ""));
                }
            }
            assertTrue(missed > 0);
            fast.say("still there?");
            assertEquals("fast: still there?", slow.hear());
        }
    }

    /** So much that nothing on the way can hold it, each line heard by the one who said it before the next. */
    private static int sayMuchMoreThanFits(ChatClient fast) throws IOException {
        int lines = 2000;
        for (int i = 0; i < lines; i++) {
            fast.say(SPEECH);
            assertEquals("fast: " + SPEECH, fast.hear());
        }
        return lines;
    }

    @Test
    void whoReadsNothingIsDroppedAndTheOthersNoticeNothing() throws IOException {
        InetSocketAddress server = listen(Duration.ofSeconds(1));
        List<ChatClient> members = new ArrayList<>();
        ChatClient slow = new ChatClient(server, "slow", SMALL);
        try {
            for (int i = 0; i < MEMBERS; i++) {
                members.add(new ChatClient(server, "m" + i));
            }
            for (ChatClient member : members.subList(0, MEMBERS - 1)) {
                member.awaitLine("* m" + (MEMBERS - 1) + " enters lobby");
            }
            talkUntilSlowHasGone(members);
        } finally {
            slow.close();
            for (ChatClient member : members) {
                member.close();
            }
        }
    }

    /** Line by line: each is heard by all before the next is said. */
    private static void talkUntilSlowHasGone(List<ChatClient> members) throws IOException {
        int told = 0;
        for (int i = 0; told < MEMBERS; i++) {
            assertTrue(i < MOST_LINES, "nobody was dropped");
            members.getFirst().say(i + SPEECH);
            for (ChatClient member : members) {
                String line = member.hear();
                if (line.equals("* slow leaves lobby")) {
                    told++;
                    line = member.hear();
                }
                assertEquals("m0: " + i + SPEECH, line);
            }
        }
    }
}
