using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OlUpgrade.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PostedMessages : Migration
    {
        /// <summary>
        /// Fills the table from the stored journals, as appends do: the step that recorded a message first keeps it. A
        /// payload that is not JSON belongs to a damaged run, which must not keep the service from starting.
        /// </summary>
        private const string Backfill =
            """
            INSERT OR IGNORE INTO "posted_messages" ("Channel", "Ts", "Run", "Stage", "Host", "Step")
            SELECT json_extract("Payload", '$.evidence.channel'),
                   json_extract("Payload", '$.evidence.ts'),
                   "Run",
                   json_extract("Payload", '$.place.stage'),
                   json_extract("Payload", '$.place.host'),
                   json_extract("Payload", '$.place.step')
            FROM "entries"
            WHERE CASE WHEN "Event" = 'step-succeeded' AND json_valid("Payload")
                       THEN json_extract("Payload", '$.evidence.channel') IS NOT NULL
                            AND json_extract("Payload", '$.evidence.ts') IS NOT NULL
                       ELSE 0 END
            ORDER BY "Run", "Version"
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "posted_messages",
                columns: table => new
                {
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    Ts = table.Column<string>(type: "TEXT", nullable: false),
                    Run = table.Column<int>(type: "INTEGER", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", nullable: false),
                    Host = table.Column<string>(type: "TEXT", nullable: false),
                    Step = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posted_messages", x => new { x.Channel, x.Ts });
                });

            migrationBuilder.CreateIndex(
                name: "IX_posted_messages_Run",
                table: "posted_messages",
                column: "Run");

            migrationBuilder.Sql(Backfill);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "posted_messages");
        }
    }
}
