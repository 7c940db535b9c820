package qts.decision.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import qts.decision.Samples;

class PythonFloatTest {

  @Test
  void writesEveryDoubleAsPythonDoes() {
    List<String> python = Samples.lines("python_floats.txt");
    List<String> ours =
        python.stream()
            .map(line -> line.substring(0, 16))
            .map(bits -> bits + " " + PythonFloat.repr(fromBits(bits)))
            .toList();
    assertThat(ours).isEqualTo(python);
  }

  @Test
  void hasNoTextForWhatJsonHasNoNumberFor() {
    assertThatThrownBy(() -> PythonFloat.repr(Double.NaN))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("JSON has no number for NaN");
  }

  private static double fromBits(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }
}
