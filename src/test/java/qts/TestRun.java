package qts;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the test classes ({@code package.Class}) and methods ({@code package.Class#method}) that are
 * its arguments, up to the first failure, and says which that was: exit code 1, else 0. For the
 * planted bugs, of which each must fail something.
 */
final class TestRun implements TestExecutionListener {
  private long passed;

  public static void main(String[] arguments) {
    List<? extends DiscoverySelector> selectors =
        Stream.of(arguments).map(TestRun::selector).toList();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
    TestRun run = new TestRun();
    LauncherFactory.create().execute(request, run);
    System.out.println("all " + run.passed + " passed");
    Runtime.getRuntime().halt(run.passed == 0 ? 2 : 0);
  }

  private static DiscoverySelector selector(String name) {
    return name.contains("#") ? selectMethod(name) : selectClass(name);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    result
        .getThrowable()
        .ifPresent(reason -> {
          Throwable last = reason;
          while (last.getCause() != null) {
            last = last.getCause();
          }
          String name = test.getLegacyReportingName() + ": " + first(reason) + ": " + first(last);
          System.out.println(name);
          Runtime.getRuntime().halt(1);
        });
    passed += test.isTest() ? 1 : 0;
  }

  /** The first line of what it says. */
  private static String first(Throwable reason) {
    return String.valueOf(reason).strip().lines().findFirst().orElse("");
  }
}
