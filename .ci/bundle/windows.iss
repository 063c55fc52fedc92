; Inno Setup 6: the installer for Windows, for the user alone, without an administrator. build.py gives the definitions.
; https://jrsoftware.org/ishelp/
#ifndef Version
  #error Run .ci/bundle/build.py, which gives Version, Program and Output.
#endif

[Setup]
AppId=ExpressionAssistant
AppName=Expression Assistant
AppVersion={#Version}
AppPublisher=The contributors to Expression Assistant
DefaultDirName={localappdata}\Programs\Expression Assistant
DefaultGroupName=Expression Assistant
; The fewer pages, the fewer to read through.
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Program}\LICENSES\expression-assistant\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\expression-assistant-window.exe
; The plain style of the system's own controls, which screen readers read.
WizardStyle=classic
CloseApplications=yes
Compression=lzma2
SolidCompression=yes
OutputDir={#Output}
OutputBaseFilename=expression-assistant-{#Version}-windows-x64

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[InstallDelete]
; Libraries of an earlier version must not be found beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\Expression Assistant"; Filename: "{app}\expression-assistant-window.exe"; AppUserModelID: "ExpressionAssistant"
Name: "{autodesktop}\Expression Assistant"; Filename: "{app}\expression-assistant-window.exe"; Tasks: desktop
Name: "{group}\{cm:UninstallProgram,Expression Assistant}"; Filename: "{uninstallexe}"

[Registry]
; The program makes these itself, where its user wants it to start at login.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "Expression Assistant"; Flags: dontcreatekey uninsdeletevalue
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"; ValueType: none; ValueName: "Expression Assistant"; Flags: dontcreatekey uninsdeletevalue

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Run]
Filename: "{app}\expression-assistant-window.exe"; Description: "{cm:LaunchProgram,Expression Assistant}"; Flags: nowait postinstall skipifsilent
