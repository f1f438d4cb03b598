package tallyflame.agent.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes one random Java class {@code public final class NAME} with an instance method {@code long run(int seed)}. Every
 * program ends: loops and calls burn fuel, and an exception ends it when the fuel is out. Line breaks are random too, so
 * that statements share lines and expressions span several.
 */
final class RandomSource {
    private static final int METHODS = 4;
    private static final List<String> INTS = List.of("a", "b", "c", "d");

    private final Random random;
    private final int release;
    private final StringBuilder out = new StringBuilder();
    private int labels;
    private int fresh;
    /** Labels of the loops around the statement that is being written, none inside a lambda. */
    private List<String> loops = List.of();

    private RandomSource(Random random, int release) {
        this.random = random;
        this.release = release;
    }

    static String write(String simpleName, long seed, int release) {
        RandomSource source = new RandomSource(new Random(seed), release);
        source.program(simpleName);
        return source.out.toString();
    }

    private void program(String name) {
        out.append("package fuzz;\nimport java.util.function.*;\npublic final class ")
                .append(name)
                .append(" {\n");
        out.append(
                "int fuel; int x = 3; Object o = \"k0\"; String s = \"k1\"; int[] arr = {1, 2, 3, 4, 5, 6, 7}; int depth; int made;\n");
        out.append("enum Color { RED, GREEN, BLUE }\n");
        out.append("sealed interface Shape permits Dot, Box {}\nrecord Dot(int v) implements Shape {}\n");
        out.append("record Box(Shape inner, int w) implements Shape { Box { if (w == 3) { w++; } } }\n");
        out.append("static class Fuel extends Error { Fuel() { super(null, null, false, false); } }\n");
        out.append("static class Odd extends Exception { final int code; Odd(int code) {")
                .append(" super(code > 0 ? \"p\" : null); this.code = code; } }\n");
        out.append("final class Res implements AutoCloseable { final int id; Res(int id) { this.id = id;")
                .append(" if (id % 5 == 4) throw new IllegalStateException(); }\n")
                .append("public void close() throws Odd { x++; if (id % 3 == 2) throw new Odd(id); } }\n");
        out.append("void burn() { if (--fuel < 0) throw new Fuel(); }\n");
        out.append("boolean t(int v) { return (v & 1) == 0; }\n");
        out.append("public long run(int seed) {\nlong sum = 0;\nfor (int i = 0; i < 6; i++) {\n")
                .append("fuel = 150; depth = 0;\ntry {\n")
                .append("switch (i) { case 0: sum += m0(seed + i, i); case 1: sum += m1(seed, i); break;\n")
                .append("case 2: sum += m2(seed + i, i); break; case 3: sum += m3(i, seed); break;\n")
                .append("default: sum += m0(i, seed + i); } }\n")
                .append("catch (Fuel f) { sum += 7; }\ncatch (RuntimeException | Odd e) { sum += 13; }\n")
                .append("catch (Error e) { sum += 17; }\n}\nreturn sum * 31 + x;\n}\n");
        for (int i = 0; i < METHODS; i++) {
            method(i);
        }
        out.append("}\n");
    }

    private void method(int index) {
        boolean synchronizedMethod = index > 0 && chance(10);
        out.append(synchronizedMethod ? "synchronized " : "").append("int m").append(index);
        out.append("(int a, int b) throws Odd {\n");
        out.append("int c = 1").append(gap()).append("; int d = a - b;").append(gap());
        out.append("burn(); if (++depth > 8) { depth--; return a; }\n");
        block(3, 2 + random.nextInt(4));
        out.append(gap()).append("depth--;").append(gap()).append("return ");
        expression(2);
        out.append(";").append(gap()).append("}\n");
    }

    private void block(int depth, int statements) {
        for (int i = 0; i < statements; i++) {
            statement(depth);
            out.append(gap());
        }
    }

    private void braces(int depth) {
        out.append(" {").append(gap());
        block(depth - 1, 1 + random.nextInt(3));
        out.append("}").append(gap());
    }

    private void statement(int depth) {
        if (depth <= 0) {
            simple();
            return;
        }
        switch (random.nextInt(20)) {
            case 0, 1 -> ifStatement(depth);
            case 2 -> whileLoop(depth);
            case 3 -> doWhile(depth);
            case 4, 5 -> forLoop(depth);
            case 6 -> forEach(depth);
            case 7 -> oldSwitch(depth);
            case 8 -> newSwitch();
            case 9, 10 -> tryStatement(depth);
            case 11 -> tryResources(depth);
            case 12 -> synchronizedStatement(depth);
            case 13 -> leave();
            case 14 -> lambda();
            case 15 -> patterns();
            default -> simple();
        }
    }

    private void simple() {
        switch (random.nextInt(12)) {
            case 0, 6 -> risky();
            case 1 -> out.append("burn();");
            case 2 ->
                out.append("s = ")
                        .append(chance(10) ? "null" : "\"k\" + (" + variable() + " & 3)")
                        .append(";");
            case 3 -> {
                out.append("o = ");
                out.append(pick("s", "s", "arr", "Integer.valueOf(a)", "new Dot(b)", "new Box(new Dot(a), b & 3)"));
                out.append(";");
            }
            case 4 -> {
                out.append("if ((x & 7) == 1 && ");
                condition(2);
                out.append(") ").append(gap()).append(pick("throw new Odd(a);", "throw new IllegalStateException();"));
            }
            case 5 ->
                out.append(variable())
                        .append(pick("++", "--", " ^= 5", " *= 3"))
                        .append(";");
            default -> {
                out.append(variable()).append(pick(" = ", " += ", " -= ")).append(gap());
                expression(2);
                out.append(";");
            }
        }
    }

    /** Statements that throw implicitly now and then, with more work on their line before and after. */
    private void risky() {
        String v = variable();
        String cells = "cells" + fresh++;
        out.append(pick(
                v + " += arr[(" + variable() + " & 7)];",
                "arr[" + variable() + " & 7] = a + b;",
                v + " = " + gap() + "a / (b & 7)" + gap() + "+ c;",
                v + " = s.length()" + gap() + "+ (o.equals(s) ? 1 : 2);",
                v + " += ((String) o)" + gap() + ".length();",
                v + " = new int[20 + b % 23]" + gap() + ".length;",
                "synchronized (o) { " + v + "++; }",
                "Object[] " + cells + " = new Integer[2]; " + cells + "[a & 1] = o;",
                "m" + random.nextInt(METHODS) + "(a, " + v + ");"));
    }

    private void ifStatement(int depth) {
        out.append("if (");
        condition(2);
        out.append(")").append(gap());
        braces(depth);
        if (chance(50)) {
            out.append("else").append(gap());
            braces(depth);
        }
    }

    private String openLabel() {
        String label = "l" + labels++;
        out.append(label).append(":").append(gap());
        return label;
    }

    private void body(int depth, String label) {
        List<String> outer = loops;
        loops = new ArrayList<>(outer);
        loops.add(label);
        out.append(" {").append(gap()).append("burn();").append(gap());
        block(depth - 1, 1 + random.nextInt(3));
        out.append("}");
        loops = outer;
    }

    private void whileLoop(int depth) {
        String i = "i" + fresh++;
        out.append("int ").append(i).append(" = 0;").append(gap());
        String label = openLabel();
        out.append("while (").append(i).append("++ < ").append(1 + random.nextInt(5));
        out.append(gap()).append(chance(50) ? " && " : " || a < -100 && ");
        condition(1);
        out.append(")").append(gap());
        body(depth, label);
    }

    private void doWhile(int depth) {
        String i = "i" + fresh++;
        out.append("int ").append(i).append(" = 0;").append(gap());
        String label = openLabel();
        out.append("do").append(gap());
        body(depth, label);
        out.append(gap())
                .append("while (")
                .append(i)
                .append("++ < ")
                .append(random.nextInt(4))
                .append(" && ");
        condition(1);
        out.append(");");
    }

    private void forLoop(int depth) {
        String label = openLabel();
        String i = "i" + fresh++;
        out.append("for (int ").append(i).append(" = 0;").append(gap());
        out.append(i)
                .append(" < ")
                .append(pick("3", "(a & 3)", "arr.length"))
                .append(";")
                .append(gap());
        out.append(i).append("++").append(chance(20) ? ", b++" : "").append(")").append(gap());
        body(depth, label);
    }

    private void forEach(int depth) {
        String label = openLabel();
        String e = "e" + fresh++;
        boolean list = chance(40);
        out.append("for (int ").append(e).append(" : ").append(gap());
        out.append(list ? "java.util.List.of(1, b, 3)" : pick("arr", "new int[] {a, b}"))
                .append(")")
                .append(gap());
        out.append(chance(20) ? "if (t(" + e + "))" + gap() : "");
        body(depth, label);
    }

    private void oldSwitch(int depth) {
        boolean strings = chance(30);
        String label = openLabel();
        out.append("switch (")
                .append(strings ? "s" : pick("a & 3", "b % 5", "(a & 1) * 1000"))
                .append(")");
        out.append(" {").append(gap());
        List<String> outer = loops;
        for (int i = 0; i < 3; i++) {
            out.append("case ").append(strings ? "\"k" + i + "\"" : pick(i + "", i + 10 + "", i * 1000 + 100 + ""));
            out.append(":").append(gap());
            block(depth - 1, 1);
            out.append(chance(60) ? "break " + (chance(50) ? label : "") + ";" : "")
                    .append(gap());
        }
        if (chance(60)) {
            out.append("default:").append(gap());
            block(depth - 1, 1);
        }
        loops = outer;
        out.append("}");
    }

    private void newSwitch() {
        out.append(variable())
                .append(" = switch (")
                .append(gap())
                .append(pick("a & 3", "b", "c % 4"))
                .append(") {");
        out.append(gap());
        List<String> outer = loops;
        loops = List.of();
        out.append("case 0, 2 ->").append(gap());
        expression(1);
        out.append(";").append(gap()).append("case 1 -> {").append(gap());
        // A switch expression must not be left by return or continue: only plain statements here.
        simple();
        out.append(gap()).append("yield ");
        expression(1);
        out.append("; }").append(gap()).append("default ->").append(gap());
        expression(1);
        out.append(";").append(gap()).append("};");
        loops = outer;
    }

    private void tryStatement(int depth) {
        out.append("try").append(gap());
        braces(depth);
        boolean caught = chance(70);
        if (caught) {
            String e = "e" + fresh++;
            out.append("catch (")
                    .append(pick(
                            "NullPointerException",
                            "ArithmeticException | ArrayIndexOutOfBoundsException",
                            "IllegalStateException",
                            "ClassCastException"));
            out.append(" ").append(e).append(")").append(gap());
            braces(depth);
            if (chance(30)) {
                out.append("catch (RuntimeException f")
                        .append(fresh++)
                        .append(")")
                        .append(gap());
                out.append("{ depth = 0; a++; burn();")
                        .append(gap())
                        .append("}")
                        .append(gap());
            }
        }
        if (!caught || chance(50)) {
            out.append("finally").append(gap());
            braces(depth);
        }
    }

    private void tryResources(int depth) {
        out.append("try (Res r").append(fresh++).append(" = new Res(a & 7)");
        if (chance(40)) {
            out.append(";")
                    .append(gap())
                    .append("Res r")
                    .append(fresh++)
                    .append(" = ")
                    .append(gap());
            out.append(chance(30) ? "null" : "new Res(b & 7)");
        }
        out.append(")").append(gap());
        braces(depth);
        if (chance(60)) {
            out.append("catch (Odd e").append(fresh++).append(")").append(gap());
            out.append("{ c++; }").append(gap());
        }
    }

    private void synchronizedStatement(int depth) {
        out.append("synchronized (")
                .append(chance(80) ? "this" : "o")
                .append(")")
                .append(gap());
        braces(depth);
    }

    private void leave() {
        out.append("if (");
        condition(1);
        out.append(") ").append(gap());
        if (loops.isEmpty() || chance(30)) {
            out.append("{ depth--; return ");
            expression(1);
            out.append("; }");
        } else {
            out.append(pick("break ", "continue "))
                    .append(loops.get(random.nextInt(loops.size())))
                    .append(";");
        }
    }

    private void lambda() {
        String f = "f" + fresh++;
        String k = "k" + fresh++;
        out.append("int ")
                .append(k)
                .append(" = ")
                .append(variable())
                .append(";")
                .append(gap());
        switch (random.nextInt(4)) {
            case 0 -> {
                out.append("IntUnaryOperator ").append(f).append(" = v -> ").append(gap());
                out.append("t(v) ?")
                        .append(gap())
                        .append(k)
                        .append(" + v :")
                        .append(gap())
                        .append("x / (v - 3);");
                out.append(gap()).append("a += ").append(f).append(".applyAsInt(b & 7);");
            }
            case 1 -> {
                out.append("Runnable ").append(f).append(" = () -> {").append(gap());
                out.append("for (int q = 0; q < (")
                        .append(k)
                        .append(" & 3); q++)")
                        .append(gap());
                out.append("{ x += arr[q + 2]; }").append(gap()).append("};").append(gap());
                out.append(f).append(".run();");
            }
            case 2 -> {
                out.append("b += java.util.stream.IntStream.range(0, 5)").append(gap());
                out.append(".filter(this::t)")
                        .append(gap())
                        .append(".map(v -> v * ")
                        .append(k)
                        .append(")");
                out.append(gap())
                        .append(".filter(v -> v != 4 && ")
                        .append(gap())
                        .append("v < 50)")
                        .append(gap());
                out.append(".sum();");
            }
            default -> {
                out.append("c = new Object() { int w = ")
                        .append(k)
                        .append(" > 2 ?")
                        .append(gap())
                        .append("1 : 2;");
                out.append(gap()).append("{ if (w == 1) w += 5; }").append(gap());
                out.append("int get() { return w")
                        .append(gap())
                        .append("+ made++ % 2; } }")
                        .append(gap());
                out.append(".get();");
            }
        }
    }

    private void patterns() {
        String p = "p" + fresh++;
        if (release >= 21 && chance(60)) {
            out.append(variable()).append(" += switch (o) {").append(gap());
            out.append("case null ->").append(gap()).append("1;").append(gap());
            out.append("case Box(Dot(int ")
                    .append(p)
                    .append("), int w")
                    .append(p)
                    .append(") when w")
                    .append(p);
            out.append(" > 1 ->").append(gap()).append(p).append(";").append(gap());
            out.append("case Dot ")
                    .append(p)
                    .append("d ->")
                    .append(gap())
                    .append(p)
                    .append("d.v();")
                    .append(gap());
            out.append("case String ").append(p).append("s when ").append(p).append("s.length() > 1 -> 4;");
            out.append(gap()).append("default -> a; };");
        } else if (chance(50)) {
            out.append("if (o instanceof String ")
                    .append(p)
                    .append(gap())
                    .append(" && ")
                    .append(p);
            out.append(".length() > 1)")
                    .append(gap())
                    .append("{ a += ")
                    .append(p)
                    .append(".length(); }");
        } else {
            out.append("switch (Color.values()[a & 3]) {")
                    .append(gap())
                    .append("case RED ->")
                    .append(gap());
            out.append("b++;").append(gap()).append("case GREEN -> { c++; }").append(gap());
            out.append("default ->").append(gap()).append("x--; }");
        }
    }

    private void condition(int depth) {
        switch (depth == 0 ? random.nextInt(3) : random.nextInt(8)) {
            case 0 -> out.append("t(").append(variable()).append(")");
            case 1 ->
                out.append(variable())
                        .append(pick(" < ", " > ", " == ", " != "))
                        .append(variable());
            case 2 ->
                out.append("(")
                        .append(variable())
                        .append(" & 3) ")
                        .append(pick("==", "<", ">="))
                        .append(" 1");
            case 3 -> out.append(pick("o == null", "s != null", "o instanceof String", "made >= 0"));
            case 4 -> {
                out.append("!(");
                condition(depth - 1);
                out.append(")");
            }
            default -> {
                out.append("(");
                condition(depth - 1);
                out.append(gap()).append(pick(" && ", " || ", " ^ ")).append(gap());
                condition(depth - 1);
                out.append(")");
            }
        }
    }

    private void expression(int depth) {
        switch (depth == 0 ? random.nextInt(2) : random.nextInt(8)) {
            case 0 -> out.append(variable());
            case 1 -> out.append(random.nextInt(9));
            case 2 -> {
                out.append("(");
                condition(1);
                out.append(" ? ").append(gap());
                expression(depth - 1);
                out.append(" : ").append(gap());
                expression(depth - 1);
                out.append(")");
            }
            case 3 -> {
                out.append("m").append(random.nextInt(METHODS)).append("(");
                expression(depth - 1);
                out.append(",").append(gap());
                expression(depth - 1);
                out.append(")");
            }
            case 4 -> out.append("Math.max(a,").append(gap()).append("b)");
            case 5 -> out.append(chance(30) ? "arr[(a & 7)]" : "x");
            default -> {
                out.append("(");
                expression(depth - 1);
                out.append(gap()).append(pick(" + ", " - ", " ^ ", " * ")).append(gap());
                expression(depth - 1);
                out.append(")");
            }
        }
    }

    private String variable() {
        return INTS.get(random.nextInt(INTS.size()));
    }

    private String gap() {
        return chance(35) ? "\n" : " ";
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
