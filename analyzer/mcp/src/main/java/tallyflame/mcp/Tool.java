package tallyflame.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something an assistant may ask.
 *
 * @param name such as {@code functions}
 * @param description what it answers, for the assistant
 * @param parameters what it may be given
 * @param question the answer to some arguments
 */
public record Tool(String name, String description, List<Parameter> parameters, Question question) {
    /** What a parameter may be. */
    public enum Kind {
        TEXT,
        NUMBER,
        TEXTS
    }

    /**
     * One parameter.
     *
     * @param required whether there is no answer without it
     */
    public record Parameter(String name, Kind kind, boolean required, String description) {
        boolean accepts(Object value) {
            return switch (kind) {
                case TEXT -> value instanceof String;
                case NUMBER -> value instanceof Number number && number.intValue() >= 1;
                case TEXTS ->
                    value instanceof List<?> list
                            && !list.isEmpty()
                            && list.stream().allMatch(String.class::isInstance);
            };
        }

        Map<String, Object> schema() {
            return switch (kind) {
                case TEXT -> Map.of("type", "string", "description", description);
                case NUMBER -> Map.of("type", "integer", "minimum", 1, "description", description);
                case TEXTS ->
                    Map.of(
                            "type",
                            "array",
                            "minItems",
                            1,
                            "items",
                            Map.of("type", "string"),
                            "description",
                            description);
            };
        }
    }

    /** Answers, or says what is wrong. */
    @FunctionalInterface
    public interface Question {
        /**
         * The answer.
         *
         * @param arguments as the schema of the parameters allows them: strings, numbers, lists of strings
         * @throws RefusedException with one line for the assistant
         */
        String answer(Map<String, Object> arguments) throws RefusedException;
    }

    /** Why there is no answer. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        /** With the reason in one line. */
        public RefusedException(String reason) {
            super(reason);
        }
    }

    /** The answer to arguments that fit the parameters. */
    String answer(Map<String, Object> arguments) throws RefusedException {
        for (Parameter parameter : parameters) {
            Object value = arguments.get(parameter.name);
            if (value == null ? parameter.required : !parameter.accepts(value)) {
                throw new RefusedException(name + " needs " + parameter.name + ": " + parameter.description);
            }
        }
        for (String given : arguments.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name.equals(given))) {
                throw new RefusedException(name + " has no parameter " + given);
            }
        }
        return question.answer(arguments);
    }

    /** The JSON schema of the arguments. */
    Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            properties.put(parameter.name, parameter.schema());
        }
        List<String> required = parameters.stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        return Map.of("type", "object", "properties", properties, "required", required, "additionalProperties", false);
    }
}
