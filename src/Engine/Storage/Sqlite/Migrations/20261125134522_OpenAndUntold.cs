using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OlUpgrade.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OpenAndUntold : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_runs_IsOpen_NextWake",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "IX_notes_IsDelivered_Run_Version",
                table: "notes");

            migrationBuilder.CreateIndex(
                name: "IX_runs_Id",
                table: "runs",
                column: "Id",
                filter: "\"IsOpen\"");

            migrationBuilder.CreateIndex(
                name: "IX_notes_Run_Version",
                table: "notes",
                columns: new[] { "Run", "Version" },
                filter: "NOT \"IsDelivered\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_runs_Id",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "IX_notes_Run_Version",
                table: "notes");

            migrationBuilder.CreateIndex(
                name: "IX_runs_IsOpen_NextWake",
                table: "runs",
                columns: new[] { "IsOpen", "NextWake" });

            migrationBuilder.CreateIndex(
                name: "IX_notes_IsDelivered_Run_Version",
                table: "notes",
                columns: new[] { "IsDelivered", "Run", "Version" });
        }
    }
}
