package qts.runtime.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import qts.decision.execution.DecisionEvaluator;

/**
 * {@code decision eval}: tells what virtual, simulated and no execution would have made of orders.
 * Nothing is executed, here or anywhere.
 */
@Command(
    name = "eval",
    description = {
      "Tell what would have become of orders.",
      "Reads lines of JSON with order, hint and context, and prints each with the result of the "
          + "virtual, the simulated and the no-op executor, or with why it is invalid."
    })
final class DecisionEvalCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "FILE", description = "File of JSON lines, or - for standard input.")
  private String file = "-";

  DecisionEvalCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (InputStream in = open();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Writer out = new BufferedWriter(new OutputStreamWriter(shell.out(), StandardCharsets.UTF_8));
      DecisionEvaluator evaluator = new DecisionEvaluator();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          out.write(evaluator.evaluate(line));
          out.write('\n');
        }
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  private InputStream open() throws IOException {
    return file.equals("-")
        ? shell.in()
        : Files.newInputStream(shell.workingDirectory().resolve(file));
  }
}
