using System.Diagnostics;

namespace Koppel.EndToEnd.Tests.Ui;

/// <summary>What the page takes from others is what its script makes of the lock file, byte by byte.</summary>
public sealed class VendorTests
{
    [Fact]
    public async Task The_editor_made_again_is_the_same_file()
    {
        Needs.Installed(File.Exists("/bin/bash"), "The script that makes the editor is one of bash, which is not here.");
        var vendor = Path.Combine(Repository.Root, "src", "Koppel.Server", "vendor", "codemirror");
        var made = Path.Combine(Path.GetTempPath(), $"koppel-editor-{Guid.NewGuid():N}.js");
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(vendor, "make.sh"), made])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["npm_config_offline"] = "true" },
        };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var told = await output + await errors;
            Needs.Installed(!told.Contains("npm: command not found", StringComparison.Ordinal), "npm is not installed.");
            Needs.Installed(!told.Contains("ENOTCACHED", StringComparison.Ordinal),
                "The packages of the editor are not in npm's cache: run src/Koppel.Server/vendor/codemirror/make.sh once.");
            Assert.True(process.ExitCode == 0, told);
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(vendor, "codemirror.js"), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(made, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(made);
        }
    }
}
