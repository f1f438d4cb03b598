package tallyflame.flamegraphs.perf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import java.util.TreeMap;

/** Names of code that was compiled at run time, by address: a file {@code /tmp/perf-PID.map} of lines {@code START SIZE NAME} in hex. */
public final class PerfMap {
    private record Symbol(long size, String name) {}

    private final TreeMap<Long, Symbol> symbols = new TreeMap<>(Long::compareUnsigned);

    private PerfMap() {}

    /** A map without names. */
    public static PerfMap empty() {
        return new PerfMap();
    }

    /** Reads a map; a later line stands for code that replaced earlier code. Lines that are not entries are skipped. */
    public static PerfMap read(Reader reader) throws IOException {
        PerfMap map = new PerfMap();
        BufferedReader lines = new BufferedReader(reader);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.strip().split(" ", 3);
            if (parts.length == 3) {
                map.add(parts);
            }
        }
        return map;
    }

    private void add(String[] parts) {
        try {
            long start = Long.parseUnsignedLong(parts[0].replaceFirst("^0x", ""), 16);
            long size = Long.parseUnsignedLong(parts[1].replaceFirst("^0x", ""), 16);
            symbols.put(start, new Symbol(size, parts[2]));
        } catch (NumberFormatException e) {
            return;
        }
    }

    /** The name of the code at an address, or null. */
    public String nameAt(long address) {
        Map.Entry<Long, Symbol> below = symbols.floorEntry(address);
        boolean inside = below != null
                && Long.compareUnsigned(
                                address - below.getKey(), below.getValue().size())
                        < 0;
        return inside ? below.getValue().name() : null;
    }
}
