package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.math.BigDecimal;

/** MAXFILESIZE and ROWGROUPSIZE: numbers of MB unless GB is said. */
final class Sizes {
  private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1L << 20);
  private static final BigDecimal PER_GIGABYTE = BigDecimal.valueOf(1024);

  private Sizes() {}

  /** From 5 MB to 6.2 GB, which it also is when not given. */
  static long maxFileSize(GivenOptions given) throws Refusal {
    BigDecimal least = BigDecimal.valueOf(5);
    BigDecimal most = new BigDecimal("6.2").multiply(PER_GIGABYTE);
    return size(given, "MAXFILESIZE", least, most, most, "between 5 MB and 6.2 GB");
  }

  /** From 32 MB, which it also is when not given, to 128 MB. */
  static long rowGroupSize(GivenOptions given) throws Refusal {
    BigDecimal least = BigDecimal.valueOf(32);
    BigDecimal most = BigDecimal.valueOf(128);
    return size(given, "ROWGROUPSIZE", least, most, least, "between 32 MB and 128 MB");
  }

  private static long size(
      GivenOptions given,
      String option,
      BigDecimal least,
      BigDecimal most,
      BigDecimal otherwise,
      String range)
      throws Refusal {
    BigDecimal size = given.has(option) ? megabytes(given.value(option, "")) : otherwise;
    if (size.compareTo(least) < 0 || size.compareTo(most) > 0) {
      throw new Refusal(option + " must be " + range + ", was " + given.value(option, ""), "22023");
    }
    return size.multiply(MEGABYTE).longValue();
  }

  /**
   * @param size for instance {@code 100}, {@code 100 MB} or {@code 1.5 GB}
   */
  private static BigDecimal megabytes(String size) {
    String[] parts = size.split(" ");
    BigDecimal number = new BigDecimal(parts[0]);
    boolean isGigabytes = parts.length > 1 && parts[1].equals("GB");
    return isGigabytes ? number.multiply(PER_GIGABYTE) : number;
  }
}
