package tallyflame.junit;

/**
 * A function, all overloads of it.
 *
 * @param type binary name of its class
 * @param name as in the class file
 */
record Function(String type, String name) {
    /**
     * Parses {@code com.acme.Sorter#sort}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Function parse(String text) {
        int hash = text.indexOf('#');
        if (hash <= 0 || hash == text.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no function; write it as com.acme.Sorter#sort, a constructor as #<init>");
        }
        return new Function(text.substring(0, hash), text.substring(hash + 1));
    }

    @Override
    public String toString() {
        return type + "." + name;
    }
}
