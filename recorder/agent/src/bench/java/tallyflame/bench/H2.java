package tallyflame.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Inserts, point queries, joins and aggregates in an in-memory H2 database of the thread's own. */
final class H2 implements Workload {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private final Connection connection;

    H2() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:bench" + DATABASES.incrementAndGet());
    }

    @Override
    public long run() throws SQLException {
        Random random = new Random(5);
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists star");
            statement.execute("drop table if exists class");
            statement.execute("create table star(id int primary key, class int, mag double, name varchar(40))");
            statement.execute("create table class(id int primary key, label varchar(20))");
            statement.execute("create index star_class on star(class)");
            fill(random);
            return points(random) + aggregate(statement);
        }
    }

    private void fill(Random random) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into class values(?, ?)")) {
            for (int i = 0; i < 20; i++) {
                insert.setInt(1, i);
                insert.setString(2, "class " + i);
                insert.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into star values(?, ?, ?, ?)")) {
            for (int i = 0; i < 4000; i++) {
                insert.setInt(1, i);
                insert.setInt(2, random.nextInt(20));
                insert.setDouble(3, 10 + random.nextDouble() * 12);
                insert.setString(4, "star " + i);
                insert.executeUpdate();
            }
        }
    }

    private long points(Random random) throws SQLException {
        long sum = 0;
        try (PreparedStatement select = connection.prepareStatement("select class, name from star where id = ?")) {
            for (int i = 0; i < 8000; i++) {
                select.setInt(1, random.nextInt(4000));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        sum += rows.getInt(1) + rows.getString(2).length();
                    }
                }
            }
        }
        return sum;
    }

    private static long aggregate(Statement statement) throws SQLException {
        long sum = 0;
        String query = "select c.label, count(*), avg(s.mag), max(s.name) from star s join class c on s.class = c.id"
                + " where s.mag between 12 and 20 and s.name like '%1%' group by c.label order by 3 desc";
        for (int i = 0; i < 16; i++) {
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    sum += rows.getInt(2) + Math.round(rows.getDouble(3) * 1000);
                }
            }
        }
        return sum;
    }
}
