package tallyflame.analysis.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tallyflame.runs.Interval;

class TableTest {
    private record Row(String name, long hits, Long nanos, Interval share, List<String> branches) {}

    private static final Row PROCESS =
            new Row("process", 12345, 2_500_000L, new Interval(0.576, 0.5, 0.65), List.of("30→55", "955→60"));
    private static final Row HOSTILE = new Row("a|b\n<i>`\"c\",\u001b[31m", 7, null, null, List.of());

    private static Table<Row> table(Row... rows) {
        return Table.of(List.of(rows))
                .count("hits", Row::hits)
                .weight("time", "ns", Row::nanos)
                .shares("share", Row::share)
                .text("branches", Row::branches)
                .code("function", Row::name);
    }

    private static String written(Table<?> table, Format format) {
        return new Answer("Title", () -> Map.of("rows", table.objects()))
                .table(table)
                .write(format, 200);
    }

    @Test
    void setsWordsLeftAndNumbersRightAndOfSeveralLinesEachOnItsOwn() {
        assertThat(written(table(PROCESS, HOSTILE), Format.TABLE))
                .isEqualTo(
                        """
                          hits     time   share    95 % interval  branches  function
                        12,345  2.50 ms  57.6 %  50.0 % - 65.0 %  30→55     process
                                                                  955→60
                             7                                              a|b␊<i>`"c",␛[31m
                        """);
    }

    @Test
    void cutsOnlyTheLastColumnAndOnlyWords() {
        Table<Row> table = Table.of(List.of(PROCESS)).count("hits", Row::hits).text("function", Row::name);
        assertThat(TerminalTable.of(table, 12)).isEqualTo("  hits  function\n12,345  pro…\n");
        Table<Row> figures =
                Table.of(List.of(PROCESS)).text("function", Row::name).count("hits", Row::hits);
        assertThat(TerminalTable.of(figures, 12)).isEqualTo("function    hits\nprocess   12,345\n");
    }

    @Test
    void setsARuleAndWideColumnsWhereThereIsRoom() {
        Table<Row> table = Table.of(List.of(PROCESS))
                .ruled()
                .atLeast(8)
                .count("hits", Row::hits)
                .atLeast(0)
                .text("function", Row::name);
        assertThat(TerminalTable.of(table, 120))
                .isEqualTo("    hits  function\n==================\n  12,345  process\n");
        assertThat(TerminalTable.of(table, 80)).startsWith("  hits  function\n================\n12,345  ");
    }

    @Test
    void writesCsvAtFullPrecisionWithAbsentCellsEmpty() {
        assertThat(written(table(PROCESS, HOSTILE), Format.CSV))
                .isEqualTo(
                        """
                        hits,time_ns,share,share_low,share_high,branches,function
                        12345,2500000,0.576,0.5,0.65,30→55; 955→60,process
                        7,,,,,,"a|b
                        <i>`""c"",\033[31m"
                        """);
    }

    @Test
    void showsMachinesTheirOwnColumnsWhereThereAreSome() {
        Table<Row> table = table(PROCESS).data("name", Row::name).data("ns", Row::nanos);
        assertThat(written(table, Format.CSV)).isEqualTo("name,ns\nprocess,2500000\n");
        assertThat(written(table, Format.JSON))
                .contains("\"name\" : \"process\"")
                .contains("\"ns\" : 2500000");
    }

    @Test
    void escapesMarkdown() {
        assertThat(written(table(PROCESS, HOSTILE).caption("all|of <it>").note("* note"), Format.MD))
                .isEqualTo(
                        """
                        **all&#124;of &#60;it&#62;**

                        | hits | time | share | 95 % interval | branches | function |
                        |--:|--:|--:|--:|---|---|
                        | 12,345 | 2.50 ms | 57.6 % | 50.0 % - 65.0 % | 30→55<br>955→60 | `process` |
                        | 7 |  |  |  |  | `a\\|b␊<i>'"c",␛[31m` |

                        &#42; note
                        """);
    }

    @Test
    void escapesHtml() {
        assertThat(written(table(HOSTILE), Format.HTML))
                .contains("<td class=\"code\">a|b\uFFFD&#60;i&#62;`&#34;c&#34;,\uFFFD[31m</td>")
                .contains("<title>Title</title>");
    }

    @Test
    void keepsTheOrderOfParagraphsListsAndTables() {
        Answer answer = new Answer("Title", Map::of)
                .lines("first", "second_line")
                .list("why", List.of("<because>"))
                .lines(List.of());
        assertThat(answer.write(Format.TABLE, 80)).isEqualTo("first\nsecond_line\n\nwhy\n  <because>\n");
        assertThat(answer.write(Format.MD, 80))
                .isEqualTo("first  \nsecond&#95;line\n\n**why**\n\n- &#60;because&#62;\n");
        assertThat(answer.write(Format.HTML, 80))
                .contains("<p>first<br>\nsecond_line</p>\n<h2>why</h2>\n<ul>\n<li>&#60;because&#62;</li>\n</ul>\n");
    }
}
