package qts.runtime.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.runtime.bench.BenchFolder;
import qts.runtime.bench.Machine;
import qts.runtime.bench.QuestionBench;
import qts.runtime.config.Build;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench questions}: measures how long answers take on this machine. */
@Command(
    name = "questions",
    description = {
      "Measure how long coverage, why-not and timeline take.",
      "Records snapshots and a judgment on each but one, and asks twice."
    })
final class BenchQuestionsCommand implements Callable<Integer> {
  private static final long BYTES_EACH = 1_000;

  private final Shell shell;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Option(
      names = "--count",
      defaultValue = "500000",
      description =
          "How many snapshots there are, in thousands; as many judgments (${DEFAULT-VALUE}).")
  private int count;

  BenchQuestionsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    List<QuestionBench.Answered> answers = new ArrayList<>();
    try (BenchFolder folder = BenchFolder.in(options.directory(shell), count * BYTES_EACH)) {
      new QuestionBench(folder.path(), Build.current().producer()).run(count, answers::add);
    }
    if (options.isJson()) {
      printJson(answers);
    } else {
      shell.out().println(Machine.current());
      answers.forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void print(QuestionBench.Answered a) {
    shell
        .out()
        .printf(
            "%-45s %,7d ms, %,7d ms of a processor, %,d bytes%n",
            a.question(), a.millis(), a.cpuMillis(), a.answerBytes());
  }

  private void printJson(List<QuestionBench.Answered> answers) {
    try (JsonGenerator out = JsonMapper.shared().createGenerator(shell.out())) {
      out.writeStartObject();
      out.writeStringProperty("machine", Machine.current().toString());
      out.writeArrayPropertyStart("results");
      for (QuestionBench.Answered a : answers) {
        out.writeStartObject();
        out.writeStringProperty("question", a.question());
        out.writeNumberProperty("millis", a.millis());
        out.writeNumberProperty("cpu_millis", a.cpuMillis());
        out.writeNumberProperty("answer_bytes", a.answerBytes());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    shell.out().println();
  }
}
