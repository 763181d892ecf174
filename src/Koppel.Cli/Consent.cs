using Koppel.Engine;

namespace Koppel.Cli;

/// <summary>The consent of the person at the terminal to what a script does. It is asked for once, with the first load that changes something.</summary>
sealed class Consent(Screen screen)
{
    bool _given;

    /// <summary>Whether a load, whose plan was shown, may run.</summary>
    public bool Ask(LoadPlanned planned)
    {
        if (_given || planned.Plan.Changes == 0) return true;
        screen.Error.Write("Do it? y or n: ");
        _given = Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
        return _given;
    }
}
