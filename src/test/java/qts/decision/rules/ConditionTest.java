package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonReader;

/** Conditions over x = 5 and y = 7, where z is unknown and the snapshot carries the tag gap. */
class ConditionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"value":"x","above":5}                                        | FALSE
          {"value":"x","at_least":5}                                     | TRUE
          {"value":"x","below":5}                                        | FALSE
          {"value":"x","at_most":5}                                      | TRUE
          {"value":"x","equals":5.0}                                     | TRUE
          {"value":"x","above":4,"below":6}                              | TRUE
          {"value":"x","above":4,"below":5}                              | FALSE
          {"value":"x","below":"y"}                                      | TRUE
          {"value":9,"below":"y"}                                        | FALSE
          {"value":"z","below":1}                                        | UNKNOWN
          {"value":"x","below":"z"}                                      | UNKNOWN
          {"not":{"value":"z","below":1}}                                | UNKNOWN
          {"not":{"value":"x","below":1}}                                | TRUE
          {"tag":"gap"}                                                  | TRUE
          {"tag":"jump"}                                                 | FALSE
          {"all":[{"tag":"gap"},{"value":"z","below":1}]}                | UNKNOWN
          {"all":[{"value":"z","below":1},{"tag":"jump"}]}               | FALSE
          {"any":[{"value":"z","below":1},{"tag":"gap"}]}                | TRUE
          {"any":[{"value":"z","below":1},{"tag":"jump"}]}               | UNKNOWN
          {"any":[{"tag":"jump"},{"all":[{"tag":"gap"},{"not":{"tag":"jump"}}]}]} | TRUE
          """)
  void holdsOrNotOrIsUnknown(String json, Truth truth) {
    Names names = new Names();
    double[] values = new double[names.all().size() + 3];
    values[names.define("x", "x")] = 5;
    values[names.define("y", "y")] = 7;
    values[names.define("z", "z")] = Double.NaN;
    Condition condition =
        new ConditionReader(names, List.of()).read(JsonFields.of(JsonReader.object(json)), false);
    assertThat(condition.test(values, List.of("gap"))).isEqualTo(truth);
  }
}
