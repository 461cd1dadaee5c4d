package dev.sluice.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.SocketOptions;
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
            assertThat(ann.hear()).isEqualTo("* bob enters lobby");
            bob.say("hello");

            assertThat(ann.hear()).isEqualTo("bob: hello");
            assertThat(bob.hear()).isEqualTo("bob: hello");
        }
    }

    @Test
    void nobodyHearsWhatIsSaidInAnotherRoom() throws IOException {
        InetSocketAddress server = listen(Duration.ZERO);
        try (ChatClient ann = new ChatClient(server, "ann"); ChatClient bob = new ChatClient(server, "bob")) {
            ann.awaitLine("* bob enters lobby");
            bob.say("/join attic");
            bob.say("boo");
            assertThat(ann.hear()).isEqualTo("* bob leaves lobby");
            assertThat(bob.hear()).isEqualTo("* bob enters attic");
            assertThat(bob.hear()).isEqualTo("bob: boo");
            bob.say("/join lobby");

            assertThat(ann.hear()).isEqualTo("* bob enters lobby");
        }
    }

    @Test
    void whoQuitsIsGoneAndSoIsAnEmptyRoom() throws IOException {
        InetSocketAddress server = listen(Duration.ZERO);
        try (ChatClient ann = new ChatClient(server, "ann"); ChatClient bob = new ChatClient(server, "bob")) {
            bob.say("/join attic");
            bob.awaitLine("* bob enters attic");
            bob.say("/quit");
            assertThat(bob.hear()).isNull();
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
            assertThat(ann.hear()).isEqualTo("* that is too long");
            ann.say("b".repeat(5000));
            assertThat(ann.hear()).startsWith("* ");
            assertThat(ann.hear()).isNull();
        }
    }

    @Test
    void aSlowReaderMissesSomeLinesAndIsToldHowMany() throws IOException {
        InetSocketAddress server = listen(Duration.ZERO);
        try (ChatClient fast = new ChatClient(server, "fast");
            ChatClient slow = new ChatClient(server, "slow", SMALL)) {
            fast.awaitLine("* slow enters lobby");
            int said = sayMuchMoreThanFits(fast);
            int heard = 0;
            String line = slow.hear();
            for (; line.equals("fast: " + SPEECH); line = slow.hear()) {
                heard++;
            }
            assertThat(line).matches("\\* you missed \\d+ lines");
            assertThat(heard + Integer.parseInt(line.replaceAll("\\D", ""))).isEqualTo(said);
            fast.say("still there?");
            assertThat(slow.hear()).isEqualTo("fast: still there?");
        }
    }

    /** So much that nothing on the way can hold it, each line heard by the one who said it before the next. */
    private static int sayMuchMoreThanFits(ChatClient fast) throws IOException {
        int lines = 2000;
        for (int i = 0; i < lines; i++) {
            fast.say(SPEECH);
            assertThat(fast.hear()).isEqualTo("fast: " + SPEECH);
        }
        return lines;
    }

    @Test
    void whoReadsNothingIsDroppedAndTheOthersNoticeNothing() throws IOException {
        InetSocketAddress server = listen(Duration.ofSeconds(1));
        List<ChatClient> members = new ArrayList<>();
        try (ChatClient slow = new ChatClient(server, "slow", SMALL)) {
            for (int i = 0; i < MEMBERS; i++) {
                members.add(new ChatClient(server, "m" + i));
            }
            for (ChatClient member : members.subList(0, MEMBERS - 1)) {
                member.awaitLine("* m" + (MEMBERS - 1) + " enters lobby");
            }
            talkUntilSlowHasGone(members);
        } finally {
            for (ChatClient member : members) {
                member.close();
            }
        }
    }

    /** Line by line: each is heard by all before the next is said. */
    private static void talkUntilSlowHasGone(List<ChatClient> members) throws IOException {
        int told = 0;
        for (int i = 0; told < MEMBERS; i++) {
            assertThat(i).as("lines that were said before anybody was dropped").isLessThan(MOST_LINES);
            members.getFirst().say(i + SPEECH);
            for (ChatClient member : members) {
                String line = member.hear();
                if (line.equals("* slow leaves lobby")) {
                    told++;
                    line = member.hear();
                }
                assertThat(line).isEqualTo("m0: " + i + SPEECH);
            }
        }
    }
}
