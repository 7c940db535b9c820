package qts.runtime.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** What settings must hold between them. */
final class Consistency {
  private Consistency() {}

  static List<Problem> problems(Settings settings) {
    List<Problem> problems = new ArrayList<>();
    checkTokens(settings, problems);
    checkAccess(settings, problems);
    checkAtMost(settings, Catalogue.MAX_SNAPSHOT_BYTES, Catalogue.MAX_BODY_BYTES, 1, problems);
    checkAtMost(settings, Catalogue.MAX_SNAPSHOT_BYTES, Catalogue.SEGMENT_BYTES, 8, problems);
    checkAtMost(settings, Catalogue.MAX_BODY_BYTES, Catalogue.QUEUE_BYTES, 1, problems);
    return problems;
  }

  private static void checkTokens(Settings settings, List<Problem> problems) {
    if (settings.get(Catalogue.API_TOKEN).isPresent()
        && settings.get(Catalogue.API_TOKEN_FILE).isPresent()) {
      problems.add(
          new Problem(
              Catalogue.API_TOKEN.name(),
              "is set, and so is " + Catalogue.API_TOKEN_FILE.name(),
              "Keep one of them."));
    }
  }

  private static void checkAccess(Settings settings, List<Problem> problems) {
    boolean open =
        settings.get(Catalogue.STANDALONE)
            && !isLoopback(settings.get(Catalogue.HOST))
            && settings.get(Catalogue.API_TOKEN).isEmpty()
            && settings.get(Catalogue.API_TOKEN_FILE).isEmpty();
    if (open && !settings.get(Catalogue.ANONYMOUS_ACCESS)) {
      problems.add(
          new Problem(
              Catalogue.HOST.name(),
              "is %s (%s), which others can reach without a token"
                  .formatted(settings.get(Catalogue.HOST), settings.origin(Catalogue.HOST).place()),
              "Set %s, or allow it with %s=on."
                  .formatted(Catalogue.API_TOKEN_FILE.name(), Catalogue.ANONYMOUS_ACCESS.name())));
    }
  }

  /** Only what is loopback by its spelling: a name's address may change after this check. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException notALiteral) {
      return false;
    }
  }

  private static void checkAtMost(
      Settings settings,
      Setting<Long> smaller,
      Setting<Long> larger,
      int parts,
      List<Problem> problems) {
    if (settings.get(smaller) > settings.get(larger) / parts) {
      problems.add(
          new Problem(
              smaller.name(),
              "is %s, more than %s%s with %s"
                  .formatted(
                      settings.shown(smaller),
                      parts == 1 ? "" : "one part in " + parts + " of ",
                      larger.name(),
                      settings.shown(larger)),
              "Lower the first or raise the second."));
    }
  }
}
