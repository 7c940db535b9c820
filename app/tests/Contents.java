import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeSet;

/** Lists a tar archive from standard input: a line for each entry, with everything but its place. */
class Contents {
  private static final int BLOCK = 512;

  public static void main(String[] none) throws Exception {
    TreeSet<String> lines = new TreeSet<>();
    String longName = null;
    try (InputStream in = new BufferedInputStream(System.in, 1 << 20)) {
      for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK; header = in.readNBytes(BLOCK)) {
        if (text(header, 0, 100).isEmpty()) {
          continue;
        }
        long size = number(header, 124, 12);
        char type = (char) header[156];
        byte[] content = in.readNBytes(Math.toIntExact(size));
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        if (type == 'L') {
          longName = new String(content, 0, content.length - 1, StandardCharsets.UTF_8);
          continue;
        }
        if (type == 'x' || type == 'g') {
          continue;
        }
        String prefix = text(header, 345, 155);
        String name = longName != null ? longName : (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
        longName = null;
        // A folder's time is that of the last file put into it by the engine.
        String time = type == '5' ? "-" : Long.toString(number(header, 136, 12));
        lines.add(name + " type " + type + " mode " + text(header, 100, 8) + " owner " + number(header, 108, 8) + ":"
            + number(header, 116, 8) + " time " + time + " link " + text(header, 157, 100) + " " + sha256(content));
      }
    }
    lines.forEach(System.out::println);
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8).strip();
  }

  private static long number(byte[] header, int at, int length) throws IOException {
    String digits = text(header, at, length);
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
