package tallyflame.analysis.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;

/** JSON documents of answers: records and maps in the order of their components, indented. */
public final class Json {
    private Json() {}

    /** A document without a line feed at its end. */
    public static String text(Object document) {
        try {
            // Made here, because making it takes longer than many answers do.
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
