package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the compiler says to users. */
class ProtocolTest {
    private static final String START = """
        import dev.sluice.actor.*;
        sealed interface Greeting {
            record Hello(String who, ActorRef<? super String> replyTo) implements Greeting {}
            record Bye() implements Greeting {}
        }
        class Program {
        """;
    private static final String GREETER = START + """
            ActorRef<Greeting> spawn(Spawner spawner) {
                return spawner.spawn("greeter", ctx -> message -> {
                    switch (message) {
                        case Greeting.Hello(var who, var replyTo) -> replyTo.tell("hello " + who);
                        case Greeting.Bye() -> ctx.stop();
                    }
                });
            }
        }
        """;

    /** The errors' codes, such as "compiler.err.not.exhaustive". */
    private static List<String> errors(String program) throws URISyntaxException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        String library = Path.of(ActorRef.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        // Only as far as to where errors are found: no class file is written.
        List<String> options = List.of("-proc:none", "-classpath", library, "-Xdiags:verbose",
            "-XDshould-stop.ifNoError=FLOW");
        compiler.getTask(new StringWriter(), null, diagnostics, options, null, List.of(source(program))).call();
        return diagnostics.getDiagnostics().stream()
            .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
            .map(Diagnostic::getCode)
            .toList();
    }

    private static JavaFileObject source(String program) {
        return new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return program;
            }
        };
    }

    @Test
    void row1_25_a_protocol_is_sealed_and_its_handler_a_switch() throws URISyntaxException {
        assertEquals(List.of(), errors(GREETER));
    }

    @Test
    void row1_25_a_forgotten_case_does_not_compile() throws URISyntaxException {
        assertEquals(List.of("compiler.err.not.exhaustive.statement"),
            errors(GREETER.replace("case Greeting.Bye() -> ctx.stop();", "")));
    }

    @Test
    void row1_24_a_message_of_another_protocol_does_not_compile() throws URISyntaxException {
        assertEquals(List.of(), errors(START + "void send(ActorRef<Greeting> to) { to.tell(new Greeting.Bye()); } }"));
        assertEquals(List.of("compiler.err.cant.apply.symbol"),
            errors(START + "void send(ActorRef<Greeting> to) { to.tell(\"bye\"); } }"));
    }

    @Test
    void row1_27_an_address_for_more_serves_as_one_for_less() throws URISyntaxException {
        assertEquals(List.of(), errors(START + "Greeting hello(ActorRef<Object> all) {"
            + " return new Greeting.Hello(\"you\", all); } }"));
        assertEquals(List.of("compiler.err.cant.apply.symbol"), errors(START + "Greeting hello(ActorRef<Integer> few) {"
            + " return new Greeting.Hello(\"you\", few); } }"));
    }
}
