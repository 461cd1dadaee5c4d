package dev.sluice.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.dependencies.Slice;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.Test;

/** Which package, and which class, may name what. */
class ArchitectureTest {
    private static final String[] IO_API = {
        "dev.sluice.actor..", "dev.sluice.loop..", "dev.sluice.io..", "dev.sluice.testkit..", "dev.sluice.runtime..",
        "dev.sluice.pattern..", "dev.sluice.framing..",
        "dev.sluice.jfr.."
    };
    /** What the transports of this build have as their own. */
    static final String[] PROTOCOLS = {"dev.sluice.tcp..", "dev.sluice.udp..", "dev.sluice.unix.."};
    static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.sluice");

    /** Rules about classes that are not found would hold for ever. */
    @Test
    void classesOfAllModulesAreLookedAt() {
        var found = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        for (String expected : List.of("actor", "loop", "io", "pattern", "testkit", "runtime", "transport", "tcp",
            "unix")) {
            assertTrue(found.contains("dev.sluice." + expected), expected);
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sluice.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void runtimeStandsOnNothingOfOurs() {
        noClasses().that().resideInAPackage("dev.sluice.runtime..")
            .should().dependOnClassesThat(oursOutside("dev.sluice.runtime"))
            .check(CLASSES);
    }

    @Test
    void patternsUseOnlyWhatAUserCanUse() {
        noClasses().that().resideInAPackage("dev.sluice.pattern..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.runtime..", "dev.sluice.io..", "dev.sluice.testkit..")
            .check(CLASSES);
    }

    @Test
    void ioApiKnowsNoTransport() {
        noClasses().that().resideInAnyPackage(IO_API)
            .should().dependOnClassesThat().resideInAPackage("dev.sluice.transport..")
            .orShould().dependOnClassesThat().resideInAnyPackage(PROTOCOLS)
            .check(CLASSES);
    }

    @Test
    void ioApiKnowsNoNio() {
        noClasses().that().resideInAnyPackage(IO_API)
            .should().dependOnClassesThat().resideInAPackage("java.nio.channels..")
            .check(CLASSES);
    }

    @Test
    void transportSpiKnowsNoProtocol() {
        noClasses().that().resideInAPackage("dev.sluice.transport..")
            .should().dependOnClassesThat().resideInAnyPackage(PROTOCOLS)
            .check(CLASSES);
    }

    @Test
    void protocolsDoNotKnowEachOther() {
        slices().matching("dev.sluice.(*)..").that(describe("are protocols", ArchitectureTest::isProtocol))
            .should().notDependOnEachOther()
            .check(CLASSES);
    }

    private static boolean isProtocol(Slice slice) {
        return List.of(PROTOCOLS).contains("dev.sluice." + slice.getNamePart(1) + "..");
    }

    @Test
    void transportsUseOnlyWhatAStrangersTransportCanUse() {
        noClasses().that().resideOutsideOfPackages(IO_API)
            .should().dependOnClassesThat().resideInAPackage("dev.sluice.runtime..")
            .check(CLASSES);
    }

    @Test
    void selectorIsNamedInOneClass() {
        onlyIn("dev.sluice.transport.NioPoller")
            .should().dependOnClassesThat().areAssignableTo(Selector.class)
            .orShould().dependOnClassesThat().areAssignableTo(SelectionKey.class)
            .check(CLASSES);
    }

    @Test
    void serviceLoaderIsNamedInOneClass() {
        onlyIn("dev.sluice.transport.Transports")
            .should().dependOnClassesThat().belongToAnyOf(ServiceLoader.class)
            .check(CLASSES);
    }

    @Test
    void memoryOrderIsTheRuntimesBusiness() {
        noClasses().that().resideOutsideOfPackage("dev.sluice.runtime..")
            .should().dependOnClassesThat().belongToAnyOf(VarHandle.class, MethodHandles.class, MethodHandle.class)
            .check(CLASSES);
    }

    /** What is found on the path once is no state. Who hunts for a lost lease wants those of all systems. */
    @Test
    void row0_19_noStaticFieldEverChanges() {
        fields().that().areStatic().and().areDeclaredInClassesThat().resideOutsideOfPackage("dev.sluice.examples..")
            .and().doNotHaveFullName("dev.sluice.transport.Transports.found")
            .and().areDeclaredInClassesThat().doNotHaveFullyQualifiedName("dev.sluice.io.LeaseTracing")
            .should().beFinal()
            .andShould().notHaveRawType(describe("can change", ArchitectureTest::canChange))
            .check(CLASSES);
    }

    /** Arrays are used as constants only; collections must be made by {@code of}, which no rule can see. An updater holds nothing. */
    private static boolean canChange(JavaClass type) {
        return type.getPackageName().startsWith("java.util.concurrent.atomic")
            && !type.isAssignableTo(AtomicIntegerFieldUpdater.class)
            || type.isAssignableTo(ThreadLocal.class)
            || Stream.of(Map.class, Collection.class)
                .anyMatch(kind -> type.isAssignableTo(kind) && !type.isInterface());
    }

    /** An actor may go on on another thread, and virtual threads are many. */
    @Test
    void g49_nothingIsKeptByThread() {
        noClasses().that().resideOutsideOfPackage("dev.sluice.examples..")
            .should().dependOnClassesThat().areAssignableTo(ThreadLocal.class)
            .check(CLASSES);
    }

    @Test
    void g50_nobodyReachesIntoTheJdk() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("sun..", "jdk.internal..").check(CLASSES);
    }

    @Test
    void onlyProgramsEndTheJvm() {
        noClasses().that().resideOutsideOfPackage("dev.sluice.examples..")
            .should().callMethod(System.class, "exit", int.class)
            .orShould().callMethod(Runtime.class, "exit", int.class)
            .orShould().callMethod(Runtime.class, "halt", int.class)
            .check(CLASSES);
    }

    @Test
    void agentIsTheOnlyAgronaTypeInAnExportedSignature() {
        classes().that().resideOutsideOfPackages("dev.sluice.runtime..", "dev.sluice.examples..")
            .and(describe("are visible to users", ArchitectureTest::isVisible))
            .should(showNoAgronaTypeBut(Agent.class))
            .check(CLASSES);
    }

    private static GivenClassesConjunction onlyIn(String className) {
        return noClasses().that(not(belongTo(name(className))));
    }

    private static DescribedPredicate<JavaClass> oursOutside(String packageName) {
        return describe("are ours, outside " + packageName,
            type -> type.getPackageName().startsWith("dev.sluice.") && !type.getPackageName().equals(packageName));
    }

    /** Public all the way out, so that a user can name it. */
    private static boolean isVisible(JavaClass type) {
        return isShown(type) && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static boolean isShown(HasModifiers member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> showNoAgronaTypeBut(Class<?> allowed) {
        return new ArchCondition<>("show no Agrona type but " + allowed.getSimpleName()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaClass> inherited = Stream
                    .concat(type.getInterfaces().stream(), type.getSuperclass().stream())
                    .flatMap(supertype -> supertype.getAllInvolvedRawTypes().stream());
                Stream<JavaClass> fields = type.getFields().stream().filter(ArchitectureTest::isShown)
                    .flatMap(field -> field.getAllInvolvedRawTypes().stream());
                Stream<JavaClass> methods = type.getCodeUnits().stream().filter(ArchitectureTest::isShown)
                    .flatMap(method -> method.getAllInvolvedRawTypes().stream());
                Stream.of(inherited, fields, methods).flatMap(types -> types)
                    .filter(used -> used.getPackageName().startsWith("org.agrona") && !used.isEquivalentTo(allowed))
                    .forEach(used -> events.add(SimpleConditionEvent.violated(type,
                        type.getName() + " shows " + used.getName())));
            }
        };
    }
}
