package dev.sluice.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No transport of ours has a friend: each lives by what any stranger's transport can use. */
class FriendlessTest {
    private static final Pattern FRIEND = Pattern.compile("\\b(exports|opens)\\s+[\\w.]+\\s+to\\b");
    private static final List<ModuleDescriptor> MODULES = modules();

    /** Those of this build, each a folder of classes or a jar. */
    private static List<ModuleDescriptor> modules() {
        Path[] ours = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getProperty("java.class.path")).map(Path::of)
            .filter(entry -> entry.startsWith(Sources.ROOT) && !entry.startsWith(Sources.ROOT.resolve("examples")))
            .toArray(Path[]::new);
        return ModuleFinder.of(ours).findAll().stream().map(ModuleReference::descriptor).toList();
    }

    private static Stream<ModuleDescriptor> transports() {
        return MODULES.stream().filter(module -> module.name().matches("dev\\.sluice\\.io\\.(?!api$).*"));
    }

    @Test
    void allModulesAreLookedAt() {
        Set<String> names = MODULES.stream().map(ModuleDescriptor::name).collect(Collectors.toSet());

        assertTrue(names.containsAll(List.of("dev.sluice.io.api", "dev.sluice.transport.spi")), names.toString());
        assertEquals(3, transports().count());
    }

    /** In the sources, also of modules that aren't on the path here. */
    @Test
    void nothingIsExportedOrOpenedToCertainModulesOnly() throws IOException {
        List<Path> all = Sources.files(Sources.ROOT, "module-info.java").stream()
            .filter(file -> Sources.ROOT.relativize(file).toString().contains("src/main/java")).toList();

        assertTrue(all.size() > MODULES.size(), all.toString());
        for (Path descriptor : all) {
            assertTrue(!FRIEND.matcher(Files.readString(descriptor)).find(), descriptor.toString());
        }
    }

    @Test
    void noTransportIsOpenToReflection() {
        transports().forEach(
            transport -> assertTrue(!transport.isOpen() && transport.opens().isEmpty(), transport.toString()));
    }

    @Test
    void noPackageIsInTwoModules() {
        Map<String, String> owners = new HashMap<>();
        for (ModuleDescriptor module : MODULES) {
            for (String contained : module.packages()) {
                assertEquals(null, owners.putIfAbsent(contained, module.name()), contained + ", " + module.name());
            }
        }
    }

    @Test
    void transportsRequireTheSpiAndTheJdk() {
        transports().forEach(transport -> {
            for (Requires required : transport.requires()) {
                assertTrue(required.name().matches("dev\\.sluice\\.transport\\.spi|java\\..*|jdk\\..*"),
                    transport.name() + " " + required);
            }
        });
    }

    @Test
    void transportsUseOnlyWhatIsExported() {
        Set<String> exported = MODULES.stream().flatMap(module -> module.exports().stream())
            .filter(exports -> !exports.isQualified()).map(Exports::source).collect(Collectors.toSet());
        DescribedPredicate<JavaClass> hidden = describe("are ours and hidden",
            type -> type.getPackageName().startsWith("dev.sluice") && !exported.contains(type.getPackageName()));

        noClasses().that().resideInAnyPackage(ArchitectureTest.PROTOCOLS)
            .should().dependOnClassesThat(hidden)
            .check(ArchitectureTest.CLASSES);
    }

    /** So that nobody finds a class where the module of another one looks for it. */
    @Test
    void transportsHaveNoClassInAForeignPackage() {
        transports().forEach(transport -> transport.packages().forEach(
            owned -> assertTrue(List.of(ArchitectureTest.PROTOCOLS).contains(owned + ".."), transport.toString())));
    }

    /** The test kit of actors copies the messages of those whom it tests. */
    @Test
    void nobodyOpensWhatIsClosed() {
        noClasses().that().resideOutsideOfPackage("dev.sluice.testkit..")
            .should(callMethodWhere(describe("it opens a member", FriendlessTest::opens)))
            .check(ArchitectureTest.CLASSES);
    }

    private static boolean opens(JavaMethodCall call) {
        return Set.of("setAccessible", "trySetAccessible", "privateLookupIn").contains(call.getName());
    }

    @Test
    void transportsUseNoReflection() {
        noClasses().that().resideInAnyPackage(ArchitectureTest.PROTOCOLS)
            .should().dependOnClassesThat().resideInAnyPackage("java.lang.reflect..")
            .check(ArchitectureTest.CLASSES);
    }
}
