package tallyflame.analysis.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The text of one source file as it was found, not yet escaped for a terminal, HTML or CSV.
 *
 * @param location where it was found: a path, or {@code archive!/entry}
 * @param lines the lines, the first at index 0
 */
public record SourceText(String location, List<String> lines) {
    /** Larger files are nobody's source; a hostile archive must not fill the memory. */
    static final int LARGEST = 16 << 20;

    /** Line 1 is the first; an empty string beyond the end. */
    public String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** Decodes UTF-8, or Latin-1 where the bytes are no UTF-8. */
    static SourceText decode(String location, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return new SourceText(location, text.lines().toList());
    }
}
