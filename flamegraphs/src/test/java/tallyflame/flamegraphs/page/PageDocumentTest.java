package tallyflame.flamegraphs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageDocumentTest {
    private static final Pattern INLINE =
            Pattern.compile("<(style|script)>(.*?)</\\1>", Pattern.DOTALL | Pattern.MULTILINE);

    private static String written(PageDocument page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void allowsItsOwnScriptsAndStylesAndNothingElse() throws IOException {
        String page = written(new PageDocument("title")
                .style("b { color: red }")
                .script("one()")
                .script("two()")
                .body("<b>text</b>"));
        List<MatchResult> inline = INLINE.matcher(page).results().toList();
        assertThat(inline).hasSize(4);
        for (MatchResult match : inline) {
            assertThat(page).contains(PageDocument.hash(match.group(2)));
        }
        assertThat(page)
                .containsPattern(
                        "content=\"default-src 'none'; script-src ('sha256-[^']+' ?){2}; style-src ('sha256-[^']+'"
                                + " ?){2}; worker-src blob:; base-uri 'none'; form-action 'none'\"")
                .containsSubsequence("<b>text</b>", "one()", "two()");
    }

    @Test
    void aPageWithoutScriptsRunsNone() throws IOException {
        assertThat(written(new PageDocument("title")))
                .contains("script-src 'none'")
                .doesNotContain("worker-src");
    }

    @Test
    void theTitleIsText() throws IOException {
        assertThat(written(new PageDocument("</title><script>alert(1)</script>")))
                .contains("<title>&#60;/title&#62;&#60;script&#62;alert(1)&#60;/script&#62;</title>");
    }

    @Test
    void escapedTextIsCutBetweenCharacters() {
        assertThat(Html.escape("a<b")).isEqualTo("a&#60;b");
        assertThat(Html.escape("\uD83D\uDE00".repeat(5), 3)).isEqualTo("\uD83D\uDE00".repeat(2) + "…");
        assertThat(Html.escape("abc", 3)).isEqualTo("abc");
        assertThat(Html.escape("a\u202Eb\u0000\u2028")).isEqualTo("a\uFFFDb\uFFFD\uFFFD");
    }
}
