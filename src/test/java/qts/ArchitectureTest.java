package qts;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The plan of the code, as stated in {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "qts", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String RUNTIME = "qts.runtime..";

  @ArchTest
  static final ArchRule AREAS_USE_ONLY_WHAT_THE_TABLE_ALLOWS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("observer")
          .definedBy("qts.observer..")
          .layer("safety")
          .definedBy("qts.safety..")
          .layer("decision")
          .definedBy("qts.decision..")
          .layer("journal")
          .definedBy("qts.journal..")
          .layer("logs")
          .definedBy("qts.logs..")
          .layer("verify")
          .definedBy("qts.verify..")
          .layer("runtime")
          .definedBy(RUNTIME)
          .whereLayer("observer")
          .mayNotAccessAnyLayer()
          .whereLayer("safety")
          .mayOnlyAccessLayers("observer")
          .whereLayer("decision")
          .mayOnlyAccessLayers("observer", "safety")
          .whereLayer("journal")
          .mayOnlyAccessLayers("observer")
          .whereLayer("logs")
          .mayNotAccessAnyLayer()
          .whereLayer("verify")
          .mayNotAccessAnyLayer();

  /** Who verifies a journal must not share a mistake with who wrote it. */
  @ArchTest
  static final ArchRule THE_VERIFIER_STANDS_ALONE =
      classes()
          .that()
          .resideInAPackage("qts.verify..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "qts.verify..", "java..", "com.github.luben.zstd..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("qts.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_RUNTIME_READS_CLOCK_ENVIRONMENT_AND_PROCESS =
      noClasses()
          .that(not(resideInAPackage(RUNTIME)))
          .and()
          .doNotHaveFullyQualifiedName("qts.verify.Main")
          .should()
          .accessTargetWhere(target(readsTheProcess()));

  @ArchTest
  static final ArchRule NO_STATIC_STATE_CHANGES =
      fields().that().areStatic().should().haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule NO_GENERIC_EXCEPTION_IS_THROWN =
      noClasses()
          .should()
          .callConstructorWhere(
              target(
                      owner(
                          nameMatching(
                              "java\\.lang\\.(Exception|RuntimeException|Throwable|Error)")))
                  .and(
                      DescribedPredicate.describe(
                          "outside an own exception's constructor",
                          (JavaAccess<?> call) ->
                              !call.getOriginOwner().isAssignableTo(Throwable.class))));

  @ArchTest
  static final ArchRule PUBLIC_METHODS_DECLARE_NO_GENERIC_EXCEPTION =
      methods()
          .that()
          .arePublic()
          .and()
          .doNotHaveModifier(JavaModifier.BRIDGE)
          .should()
          .notDeclareThrowableOfType(Exception.class)
          .andShould()
          .notDeclareThrowableOfType(Throwable.class);

  @ArchTest
  static final ArchRule CLASSES_ARE_FINAL_UNLESS_MADE_TO_BE_EXTENDED =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule EVERY_CLASS_IS_REACHED_FROM_AN_ENTRY_POINT =
      classes().should(beReachable());

  @ArchTest
  static final ArchRule NOTHING_CAN_PLACE_AN_ORDER =
      noClasses()
          .should()
          .haveNameMatching(".*\\.(Act|Broker|BrokerClient|OrderSender|OrderGateway|PlaceOrder)");

  private static DescribedPredicate<AccessTarget> readsTheProcess() {
    return DescribedPredicate.describe(
        "the clock, the environment or the process",
        target ->
            (target.getOwner().isEquivalentTo(System.class)
                    && Set.of(
                            "currentTimeMillis",
                            "nanoTime",
                            "getenv",
                            "getProperty",
                            "getProperties",
                            "exit")
                        .contains(target.getName()))
                || (target.getName().equals("now")
                    && target.getOwner().getPackageName().equals(Instant.class.getPackageName()))
                || (target.getOwner().isEquivalentTo(Clock.class)
                    && target.getName().startsWith("system"))
                || (target.getOwner().isEquivalentTo(Runtime.class)
                    && target.getName().equals("getRuntime"))
                || target.getOwner().isEquivalentTo(ProcessHandle.class));
  }

  private static ArchCondition<JavaClass> beReachable() {
    return new ArchCondition<>("be reachable from the program or the embedded recorder") {
      private final Set<JavaClass> reached = new HashSet<>();

      @Override
      public void init(Collection<JavaClass> all) {
        Deque<JavaClass> open = new ArrayDeque<>();
        all.stream()
            .filter(
                c -> ENTRY_POINTS.contains(c.getName()) || c.getSimpleName().equals("package-info"))
            .forEach(open::add);
        while (!open.isEmpty()) {
          JavaClass next = open.poll();
          if (reached.add(next)) {
            next.getDirectDependenciesFromSelf()
                .forEach(d -> open.add(d.getTargetClass().getBaseComponentType()));
            next.getEnclosingClass().ifPresent(open::add);
          }
        }
      }

      @Override
      public void check(JavaClass item, ConditionEvents events) {
        if (!reached.contains(outermost(item)) && !holdsOnlyConstants(item)) {
          events.add(
              SimpleConditionEvent.violated(item, item.getName() + " is reached by nothing"));
        }
      }
    };
  }

  /** The compiler copies constants to where they are used, so nothing leads back to these. */
  private static boolean holdsOnlyConstants(JavaClass item) {
    return item.getMethods().isEmpty()
        && item.getFields().stream().allMatch(f -> f.getModifiers().contains(JavaModifier.STATIC))
        && !item.getFields().isEmpty();
  }

  private static JavaClass outermost(JavaClass item) {
    return item.getEnclosingClass().map(ArchitectureTest::outermost).orElse(item);
  }

  /**
   * What is started, loaded by name, or called by a process that embeds it: the program, the
   * recorder, a class that logback.xml names.
   */
  private static final Set<String> ENTRY_POINTS =
      Set.of(
          "qts.runtime.Observer",
          "qts.runtime.recorder.Recorder",
          "qts.verify.Main",
          "qts.client.ObserverClient",
          "qts.decision.DecisionReader",
          "qts.decision.ReasonCode",
          "qts.decision.rules.MinimalBlockingSet",
          "qts.logs.QuietConsole");
}
