using System.ComponentModel;
using System.Diagnostics;

namespace Koppel.Cli.Ui;

/// <summary>The user's browser.</summary>
static class Browser
{
    static readonly string[] Screens = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"];

    /// <summary>Opens a page in it; false when there is none that can be started from here.</summary>
    public static bool TryOpen(Uri page)
    {
        // On a machine without a screen the opener would look for a browser of letters, and take the terminal.
        if (OperatingSystem.IsLinux() && !HasScreen()) return false;
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [page.AbsoluteUri])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
        try
        {
            using var opener = Process.Start(start);
            return true;
        }
        catch (Exception fault) when (fault is Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    static bool HasScreen() => Screens.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });
}
