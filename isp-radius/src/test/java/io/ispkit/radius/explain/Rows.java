package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows as lines: {@code radcheck alice Cleartext-Password := pw}, {@code radusergroup alice gold
 * 1}. Ids are the numbers of the lines, from 1.
 */
final class Rows {

  private Rows() {}

  static LoginRows of(String... lines) {
    List<AttributeRow> rows = new ArrayList<>();
    List<Membership> memberships = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      String[] words = lines[i].split(" ", 5);
      if (words[0].equals("radusergroup")) {
        memberships.add(new Membership(i + 1L, words[1], words[2], Integer.parseInt(words[3])));
      } else {
        rows.add(
            new AttributeRow(
                RowTable.valueOf(words[0].toUpperCase(Locale.ROOT)),
                i + 1L,
                words[1],
                words[2],
                words[3],
                words.length < 5 ? "" : words[4]));
      }
    }
    return new LoginRows(rows, memberships);
  }
}
