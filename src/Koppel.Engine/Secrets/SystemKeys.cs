using System.ComponentModel;
using System.Diagnostics;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Secrets;

/// <summary>
/// Keeps the key to a file of secrets in the system's own key store: the Secret Service of a Linux desktop, the keychain of macOS, the data
/// protection of Windows. The first two are spoken to through the programs that come with them, which read a key from stdin.
/// </summary>
static class SystemKeys
{
    const string Service = "koppel";

    /// <summary>What it is called, for messages.</summary>
    public static string Name =>
        OperatingSystem.IsWindows() ? "the data protection of Windows"
        : OperatingSystem.IsMacOS() ? "the keychain of macOS"
        : "the Secret Service of the desktop";

    /// <summary>The key to a file; null when it has none.</summary>
    /// <param name="file">The full path of the file of secrets.</param>
    /// <exception cref="ConnectorException">It cannot be asked.</exception>
    public static string? Find(string file)
    {
        if (OperatingSystem.IsWindows()) return WindowsKey.Find(file);
        var (code, output, error) = OperatingSystem.IsMacOS()
            ? Run("security", ["find-generic-password", "-s", Service, "-a", file, "-w"])
            : Run("secret-tool", ["lookup", "service", Service, "file", file]);
        if (code == 0) return output.Trim();
        // secret-tool says nothing where there is no such key; 44 is what macOS calls "not found".
        return error.Length == 0 || (OperatingSystem.IsMacOS() && code == 44) ? null : throw SecretFault.System(Name, error);
    }

    /// <summary>Puts the key to a file there, and looks whether it can be had again.</summary>
    /// <exception cref="ConnectorException">It cannot.</exception>
    public static void Store(string file, string key)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsKey.Store(file, key);
        }
        else
        {
            var (code, _, error) = OperatingSystem.IsMacOS()
                ? Run("security", ["-i"], $"add-generic-password -U -s {Service} -a {Quoted(file)} -w {Quoted(key)}\n")
                : Run("secret-tool", ["store", "--label=Koppel secrets", "service", Service, "file", file], key);
            if (code != 0) throw SecretFault.System(Name, error);
        }
        if (Find(file) != key) throw SecretFault.System(Name, "it did not give back what it was given");
    }

    static (int Code, string Output, string Error) Run(string program, string[] arguments, string input = "")
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            Give(process, input);
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult().Trim());
        }
        catch (Win32Exception fault)
        {
            throw SecretFault.System(Name, OperatingSystem.IsMacOS() ? fault.Message
                : $"{fault.Message}. It needs the program secret-tool, of the package libsecret-tools");
        }
    }

    static void Give(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its exit code and what it wrote say why.
        }
    }

    static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
