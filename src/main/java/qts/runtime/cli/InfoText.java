package qts.runtime.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import qts.logs.PlainText;
import qts.runtime.config.Problem;

/** Writes the deployment report for a person. */
final class InfoText {
  private final PrintStream out;
  private final Ansi ansi;

  InfoText(PrintStream out, boolean colours) {
    this.out = out;
    this.ansi = colours ? Ansi.ON : Ansi.OFF;
  }

  void write(InfoReport report) {
    InfoReport.Product product = report.product();
    out.println(
        "QTS Observer %s, build %s, Java %s"
            .formatted(product.version(), product.build(), product.java()));
    section("Paths", paths(report));
    section("Files", files(report));
    section("Settings", settings(report));
    problems("Notes", "yellow", report.notes());
    problems("Problems", "red", report.problems());
    out.println();
    out.println(
        report.valid()
            ? coloured("green", "Ready to start.")
            : coloured("red", "Not ready to start: put right what is listed above."));
  }

  private static Table paths(InfoReport report) {
    Table table = new Table();
    report
        .paths()
        .forEach(line ->
            table.row(
                line.name(), line.path(), line.condition(), line.setting() + ", " + line.origin()));
    return table;
  }

  private static Table files(InfoReport report) {
    InfoReport.DeploymentFile config = report.deploymentConfig();
    return new Table()
        .row("journal", report.journal().present() ? "present" : "none yet")
        .row(
            "deployment config",
            config.found() ? "read " + config.deployment() : "none at " + config.path());
  }

  private static Table settings(InfoReport report) {
    Table table = new Table();
    report
        .settings()
        .forEach(line -> table.row(line.name(), line.value(), line.origin(), place(line)));
    return table;
  }

  /** Only a file adds anything to what the origin says. */
  private static String place(InfoReport.SettingLine line) {
    return line.place().contains(" in ") ? line.place() : "";
  }

  private void section(String title, Table table) {
    heading(title);
    table.lines().forEach(out::println);
  }

  private void problems(String title, String colour, List<Problem> problems) {
    if (!problems.isEmpty()) {
      heading(coloured(colour, title));
      problems.forEach(problem -> out.println("  " + PlainText.of(problem.toString())));
    }
  }

  private void heading(String title) {
    out.println();
    out.println(ansi.string("@|bold " + title + "|@"));
  }

  private String coloured(String colour, String text) {
    return ansi.string("@|" + colour + " " + text + "|@");
  }
}
