package tallyflame.analysis.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable().text("Function").number("Hits");

    @Test
    void setsWordsLeftAndNumbersRight() {
        table.row("a", 12345).row("process", 1);
        assertThat(table.render())
                .isEqualTo(
                        """
                        Function   Hits
                        a         12345
                        process       1
                        """);
    }

    @Test
    void leavesNoBlanksAtLineEnds() {
        TextTable words = new TextTable().text("A").text("B").row("x", "").row("x", "long");
        assertThat(words.render().lines()).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void quotesCsvCellsThatNeedIt() {
        table.row("Map<K,V>.get", 1).row("say \"hi\"", 2).row("two\nlines", 3).row("plain", 4);
        assertThat(table.csv())
                .isEqualTo("Function,Hits\n\"Map<K,V>.get\",1\n\"say \"\"hi\"\"\",2\n\"two\nlines\",3\nplain,4\n");
    }

    @Test
    void refusesARowOfTheWrongLength() {
        assertThatThrownBy(() -> table.row("only one")).hasMessage("1 cells for 2 columns");
    }
}
