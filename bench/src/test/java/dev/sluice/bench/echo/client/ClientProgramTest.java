package dev.sluice.bench.echo.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.bench.echo.client.TestEcho.Behaviour;
import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Either client, in its process, with every exchange. No figure is looked at. */
class ClientProgramTest {
    private static final double WARM = 0.1;
    private static final double SECONDS = 0.8;

    private static final List<Load> LOADS = List.of(Load.pingPong(4, 64, 3), Load.bulk(2, 65_536), Load.churn(4),
        Load.datagrams(4, 64), Load.idle(200, 0.1));

    enum Language {
        C("", 3, 4), JAVA("java", 1, 1);

        final String which;
        final int statusOfWrongBytes;
        final int statusOfLostConnection;

        Language(String which, int statusOfWrongBytes, int statusOfLostConnection) {
            this.which = which;
            this.statusOfWrongBytes = statusOfWrongBytes;
            this.statusOfLostConnection = statusOfLostConnection;
        }
    }

    private static ClientProgram inC;

    @BeforeAll
    static void compile() {
        if (Loadgen.hasCompiler()) {
            inC = ClientProgram.of("", Pinning.NONE);
        }
    }

    private static ClientProgram client(Language language) {
        assumeTrue(language != Language.C || Loadgen.hasCompiler(), "there is no C compiler");
        return language == Language.C ? inC : ClientProgram.of(language.which, Pinning.NONE);
    }

    private static Stream<Arguments> clientsAndLoads() {
        return Stream.of(Language.values()).flatMap(language -> LOADS.stream().map(
            load -> Arguments.of(language, load)));
    }

    private static Sample run(Language language, TestEcho server, Load load) {
        return client(language).run(server.port(load.exchange()), ProcessHandle.current().pid(), load, WARM, SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void all_exchanges_over_tcp_go_with_the_yardstick(Language language) {
        try (ServerProcess server = ServerProcess.start(ServerKind.BARE)) {
            for (Load load : LOADS) {
                if (load.exchange() != Exchange.DATAGRAMS) {
                    verify(load, client(language).run(server, load, WARM, SECONDS));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void datagrams_come_back(Language language) throws Exception {
        try (TestEcho server = new TestEcho(Behaviour.ECHO)) {
            Load load = Load.datagrams(4, 64);

            verify(load, run(language, server, load));
            verify(load.spinning(), run(language, server, load.spinning()));
        }
    }

    private static void verify(Load load, Sample sample) {
        assertTrue(sample.rate() > 0, load + ": " + sample);
        assertTrue(sample.latencies().getTotalCount() > 0, load + ": " + sample);
        assertTrue(sample.lost() * 10 < sample.latencies().getTotalCount(), load + ": " + sample); // or merely late
        assertEquals(sample.p50(), Sample.micros(sample.latencies(), 50), sample.p50() * 0.05, load.toString());
    }

    @ParameterizedTest
    @MethodSource("clientsAndLoads")
    void a_wrong_byte_is_found(Language language, Load load) throws Exception {
        try (TestEcho server = new TestEcho(Behaviour.LIE)) {
            verifyFailure(language, load, server, language.statusOfWrongBytes);
        }
    }

    @ParameterizedTest
    @MethodSource("clientsAndLoads")
    void a_connection_must_not_be_lost(Language language, Load load) throws Exception {
        try (TestEcho server = new TestEcho(Behaviour.HANG_UP)) {
            if (load.exchange() == Exchange.DATAGRAMS) {
                assertTrue(run(language, server, load).lost() > 0);
            } else {
                verifyFailure(language, load, server, language.statusOfLostConnection);
            }
        }
    }

    private static void verifyFailure(Language language, Load load, TestEcho server, int status) {
        var failure = assertThrows(IllegalStateException.class, () -> run(language, server, load));

        assertEquals(client(language).label() + " failed with status " + status + " under this load: " + load,
            failure.getMessage());
    }
}
