using System.Globalization;

namespace Koppel.Sdk.Connections;

/// <summary>A setting that a connection can have.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Description">One sentence for a reader, default included.</param>
public sealed record Setting(string Name, string Description)
{
    /// <summary>What the value must be. The default is <see cref="SettingKind.Text"/>.</summary>
    public SettingKind Kind { get; init; } = SettingKind.Text;

    /// <summary>A connection cannot do without it. The default is false.</summary>
    public bool Required { get; init; }

    /// <summary>It is never shown. The default is false.</summary>
    public bool Secret { get; init; }

    /// <summary>The statement <c>set</c> can change it. The default is false.</summary>
    public bool Changeable { get; init; }

    /// <summary>The words it can be, or empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>An address as it could be, for a message of <see cref="Check"/>; null for one that does for any system.</summary>
    public string? Example { get; init; }

    /// <summary>What a form calls it, such as <c>API key</c>; null for its name.</summary>
    public string? Title { get; init; }

    /// <summary>The value that holds where none is set, as it could be written; null where there is none or it is no value.</summary>
    public string? Default { get; init; }

    /// <summary>Where a person finds the value in the remote system, a sentence; null where nothing is to be looked up.</summary>
    public string? Source { get; init; }

    /// <summary>It is for few: a form keeps it apart from what everybody sets. The default is false.</summary>
    public bool Advanced { get; init; }

    /// <summary>The largest number it can be, or null for any.</summary>
    public double? Most { get; init; }

    /// <summary>
    /// Says what else is wrong with a value that is right by its kind, in the same words as <see cref="Check"/>, or null; null for nothing
    /// else.
    /// </summary>
    public Func<string, string?>? Checks { get; init; }

    /// <summary>Says what is wrong with a value, as the end of a sentence that begins with the setting's name, or null.</summary>
    public string? Check(string value)
    {
        var address = Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : null;
        var given = Secret || (Kind == SettingKind.Url && value.Contains('@', StringComparison.Ordinal)) ? "" : $", not '{value}'";
        return Kind switch
        {
            SettingKind.Switch when !TryParseSwitch(value, out _) => $"must be on or off{given}",
            SettingKind.Number
                when !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) || n <= 0 || n > Most
                    || !double.IsFinite(n)
                => $"must be a number above "
                    + $"0{(Most is { } most ? string.Create(CultureInfo.InvariantCulture, $" and at most {most}") : "")}{given}",
            SettingKind.Amount when !TryParseAmount(value, out _, out _) => $"must be a number from 0 on, or a share such as 20%{given}",
            SettingKind.Url when address is null => $"must be an address such as {Example ?? "https://account.api-us1.com"}{given}",
            SettingKind.Url when address.UserInfo.Length > 0 => "must not hold a user name or password: these have settings of their own",
            SettingKind.Word when Words.Count > 0 && !Words.Contains(value, StringComparer.OrdinalIgnoreCase) =>
                $"must be one of {string.Join(", ", Words)}{given}",
            _ when Required && string.IsNullOrWhiteSpace(value) => "must not be empty",
            _ => Checks?.Invoke(value),
        };
    }

    /// <summary>Understands on, off, true, false, yes, no, 1 and 0.</summary>
    public static bool TryParseSwitch(string value, out bool on)
    {
        on = value.ToUpperInvariant() is "ON" or "TRUE" or "YES" or "1";
        return on || value.ToUpperInvariant() is "OFF" or "FALSE" or "NO" or "0";
    }

    /// <summary>Understands a number from 0 on, such as 500, and a share in percent, such as 20%.</summary>
    public static bool TryParseAmount(string value, out double number, out bool isPercent)
    {
        isPercent = value.TrimEnd().EndsWith('%');
        var text = isPercent ? value.TrimEnd()[..^1] : value;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number >= 0
            && double.IsFinite(number);
    }
}

/// <summary>What a setting's value must be.</summary>
public enum SettingKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A path of a file or folder, relative to the configuration.</summary>
    Path,

    /// <summary>An absolute http or https address.</summary>
    Url,

    /// <summary>A number above 0.</summary>
    Number,

    /// <summary>On or off.</summary>
    Switch,

    /// <summary>One of <see cref="Setting.Words"/>.</summary>
    Word,

    /// <summary>A number from 0 on, or a share in percent, such as <c>20%</c>.</summary>
    Amount,
}
