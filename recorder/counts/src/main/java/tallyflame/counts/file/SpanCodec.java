package tallyflame.counts.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.counts.file.ByteReader.Malformed;
import tallyflame.counts.span.CallPlace;
import tallyflame.counts.span.OneSpan;
import tallyflame.counts.span.RawCounts;
import tallyflame.counts.span.SpanLedger;
import tallyflame.counts.span.SpanRecord;
import tallyflame.counts.span.SpanSum;

/** What spans counted, as bytes. Texts are written once and numbered; numbers of counters and calls as differences. */
public final class SpanCodec {
    private SpanCodec() {}

    /** Counts as bytes, which take a fraction of the memory. */
    public static byte[] bytes(RawCounts counts) {
        ByteWriter w = new ByteWriter();
        write(w, counts);
        return w.toBytes();
    }

    /**
     * The counts of a span that is kept by itself.
     *
     * @throws IllegalArgumentException if the bytes are none
     */
    public static RawCounts counts(OneSpan span) {
        try {
            return counts(new ByteReader(span.counts(), 0, span.counts().length));
        } catch (Malformed e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void write(ByteWriter w, RawCounts counts) {
        w.varint(counts.numbers().length);
        int before = 0;
        for (int i = 0; i < counts.numbers().length; i++) {
            w.varint(counts.numbers()[i] - before);
            w.varint(counts.values()[i]);
            before = counts.numbers()[i];
        }
        w.varint(counts.calls().length);
        for (int i = 0; i < counts.calls().length; i++) {
            w.varint(counts.calls()[i]);
            w.signed(counts.standing()[i]);
        }
    }

    private static RawCounts counts(ByteReader in) throws Malformed {
        int[] numbers = new int[in.length()];
        long[] values = new long[numbers.length];
        int before = 0;
        for (int i = 0; i < numbers.length; i++) {
            before += in.index(Integer.MAX_VALUE - before);
            numbers[i] = before;
            values[i] = in.varint();
        }
        int[] calls = new int[in.length()];
        long[] standing = new long[calls.length];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = in.index(Integer.MAX_VALUE);
            standing[i] = in.signed();
        }
        return new RawCounts(numbers, values, calls, standing);
    }

    /** Texts by number, in the order in which they are first used. */
    private static final class Texts {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        int number(String text) {
            return numbers.computeIfAbsent(text, key -> numbers.size());
        }

        void write(ByteWriter w) {
            w.varint(numbers.size());
            numbers.keySet().forEach(w::string);
        }
    }

    static byte[] write(SpanRecord spans) {
        Texts texts = new Texts();
        ByteWriter body = new ByteWriter();
        body.varint(spans.firstCounters().size());
        spans.firstCounters().forEach(body::varint);
        body.varint(spans.calls().size());
        for (List<CallPlace> call : spans.calls()) {
            body.varint(call.size());
            for (CallPlace place : call) write(body, place, texts);
        }
        body.varint(spans.sums().size());
        for (SpanSum sum : spans.sums()) write(body, sum, texts);
        body.varint(spans.kept().size());
        for (OneSpan span : spans.kept()) write(body, span, texts);
        write(body, spans.outside());
        write(body, spans.read());
        write(body, spans.ledger(), texts);
        ByteWriter all = new ByteWriter();
        texts.write(all);
        all.bytes(body.toBytes());
        return all.toBytes();
    }

    private static void write(ByteWriter w, CallPlace place, Texts texts) {
        w.varint(place.type());
        w.varint(place.methods().size());
        place.methods().forEach(w::varint);
        w.signed(place.segment());
        w.varint(texts.number(place.problem()));
    }

    private static void write(ByteWriter w, SpanSum sum, Texts texts) {
        w.varint(texts.number(sum.name()));
        w.varint(sum.bucket());
        w.u8(sum.grouped() ? 1 : 0);
        w.varint(sum.spans());
        w.varint(sum.groups());
        w.varint(sum.nanos());
        w.varint(sum.betweenNanos());
        write(w, sum.counts());
        write(w, sum.nested());
    }

    private static void write(ByteWriter w, OneSpan span, Texts texts) {
        w.varint(texts.number(span.name()));
        w.string(span.tag());
        w.varint(texts.number(span.thread()));
        w.u64(span.startNanos());
        w.varint(span.nanos());
        w.varint(span.parts());
        w.u8(span.nested() ? 1 : 0);
        w.bytes(span.counts());
    }

    private static void write(ByteWriter w, SpanLedger ledger, Texts texts) {
        for (long figure : new long[] {
            ledger.ended(),
            ledger.kept(),
            ledger.grouped(),
            ledger.shared(),
            ledger.unended(),
            ledger.elsewhere(),
            ledger.overlapping(),
            ledger.lateParts(),
            ledger.failed(),
            ledger.snapshotNanos()
        }) w.varint(figure);
        w.u8(ledger.coarse() ? 1 : 0);
        w.varint(texts.number(ledger.problem()));
    }

    static SpanRecord read(ByteReader in) throws Malformed {
        List<String> texts = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) texts.add(in.string());
        List<Integer> first = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) first.add(in.index(Integer.MAX_VALUE));
        List<List<CallPlace>> calls = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) calls.add(call(in, texts, first.size()));
        List<SpanSum> sums = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) sums.add(sum(in, texts));
        List<OneSpan> kept = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) kept.add(span(in, texts));
        RawCounts outside = counts(in);
        RawCounts read = counts(in);
        return new SpanRecord(first, calls, sums, kept, outside, read, ledger(in, texts));
    }

    private static String text(ByteReader in, List<String> texts) throws Malformed {
        return texts.get(in.index(texts.size()));
    }

    private static List<CallPlace> call(ByteReader in, List<String> texts, int types) throws Malformed {
        List<CallPlace> places = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) {
            int type = in.index(types);
            List<Integer> methods = new ArrayList<>();
            for (int m = in.length(); m > 0; m--) methods.add(in.index(Integer.MAX_VALUE));
            places.add(new CallPlace(type, methods, (int) in.signed(), text(in, texts)));
        }
        return places;
    }

    private static SpanSum sum(ByteReader in, List<String> texts) throws Malformed {
        String name = text(in, texts);
        int bucket = in.index(Long.SIZE + 1);
        boolean grouped = in.u8() != 0;
        long spans = in.varint();
        long groups = in.varint();
        long nanos = in.varint();
        long between = in.varint();
        return new SpanSum(name, bucket, grouped, spans, groups, nanos, between, counts(in), counts(in));
    }

    private static OneSpan span(ByteReader in, List<String> texts) throws Malformed {
        String name = text(in, texts);
        String tag = in.string();
        String thread = text(in, texts);
        long start = in.u64();
        long nanos = in.varint();
        int parts = in.index(Integer.MAX_VALUE);
        boolean nested = in.u8() != 0;
        return new OneSpan(name, tag, thread, start, nanos, parts, nested, bytes(counts(in)));
    }

    private static SpanLedger ledger(ByteReader in, List<String> texts) throws Malformed {
        long[] figures = new long[10];
        for (int i = 0; i < figures.length; i++) figures[i] = in.varint();
        boolean coarse = in.u8() != 0;
        return new SpanLedger(
                figures[0],
                figures[1],
                figures[2],
                figures[3],
                figures[4],
                figures[5],
                figures[6],
                figures[7],
                figures[8],
                figures[9],
                coarse,
                text(in, texts));
    }
}
