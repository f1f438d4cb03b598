package programs;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Prints what a program can see of its JVM. */
public class Surroundings {
    public static void main(String[] args) throws Exception {
        List<Module> modules = new ArrayList<>(ModuleLayer.boot().modules());
        modules.sort(Comparator.comparing(Module::getName));
        modules.forEach(Surroundings::print);
        print("Throwable.detailMessage", Throwable.class.getDeclaredField("detailMessage"));
        for (String name : args) print(name);
    }

    private static void print(Module module) {
        Module own = Surroundings.class.getModule();
        Module platforms = ClassLoader.getPlatformClassLoader().getUnnamedModule();
        Module fresh = new ClassLoader() {}.getUnnamedModule();
        for (String name : new TreeSet<>(module.getPackages())) {
            StringBuilder says = new StringBuilder();
            says.append(module.isExported(name)).append(module.isOpen(name));
            for (Module other : List.of(own, platforms, fresh)) {
                says.append(module.isExported(name, other)).append(module.isOpen(name, other));
            }
            Set<String> to = new TreeSet<>();
            for (Module other : ModuleLayer.boot().modules()) {
                if (module.isExported(name, other) && !module.isExported(name)) to.add("exported to " + other.getName());
                if (module.isOpen(name, other) && !module.isOpen(name) && other != module) to.add("open to " + other.getName());
            }
            System.out.println(module.getName() + "/" + name + " " + says + " " + to);
        }
        Set<String> reads = new TreeSet<>();
        for (Module other : ModuleLayer.boot().modules()) {
            if (module.canRead(other)) reads.add(other.getName());
        }
        System.out.println(module.getName() + " reads " + reads + module.canRead(own) + module.canRead(platforms));
    }

    private static void print(String what, java.lang.reflect.Field field) {
        try {
            field.setAccessible(true);
            System.out.println(what + " is open");
        } catch (InaccessibleObjectException e) {
            System.out.println(what + " is closed");
        }
    }

    private static void print(String name) {
        try {
            Set<String> members = new TreeSet<>();
            Class<?> type = Class.forName(name);
            Arrays.stream(type.getMethods())
                    .filter(method -> Modifier.isStatic(method.getModifiers()))
                    .forEach(method -> members.add(method.getName().replaceAll("\\d+$", "")));
            System.out.println(name + " " + members);
        } catch (ClassNotFoundException e) {
            System.out.println(name + " is not there");
        }
    }
}
