// plotly.js locale 'ro' 3.7.0 (MIT, see plotly.LICENSE.txt), wrapped so that a browser registers it.
(function () {
var module = {};


module.exports = {
    moduleType: 'locale',
    name: 'ro',
    dictionary: {
        'Autoscale': 'Scalare automată',
        'Box Select': 'Selectare casetă',
        'Click to enter Colorscale title': 'Introdu titlul paletei de culori',
        'Click to enter Component A title': 'Introdu titlul componentei A',
        'Click to enter Component B title': 'Introdu titlul componentei B',
        'Click to enter Component C title': 'Introdu titlul componentei C',
        'Click to enter Plot title': 'Introdu titlul graficului',
        'Click to enter X axis title': 'Introdu titlul axei X',
        'Click to enter Y axis title': 'Introdu titlul axei Y',
        'Click to enter radial axis title': 'Introdu titlul axei radiale',
        'Compare data on hover': 'Compară datele cu mouse-ul peste',
        'Double-click on legend to isolate one trace': 'Dublu clic pe legendă pentru a izola un rând',
        'Double-click to zoom back out': 'Dublu clic pentru micșora înapoi',
        'Download plot': 'Descarcă graficul',
        'Download plot as a PNG': 'Descarcă graficul ca imagine PNG',
        'Draw circle': 'Desenează un cerc',
        'Draw closed freeform': 'Desenează o formă liberă închisă',
        'Draw line': 'Desenează o linie',
        'Draw open freeform': 'Desenează o formă liberă deschisă',
        'Draw rectangle': 'Desenează un dreptunghi',
        'Edit in Chart Studio': 'Modifică în Chart Studio',
        'Erase active shape': 'Șterge forma activă',
        'Lasso Select': 'Selecție Lasso',
        'Orbital rotation': 'Rotație orbitală',
        'Pan': 'Panoramare',
        'Produced with Plotly': 'Creat cu Plotly',
        'Reset': 'Resetare',
        'Reset axes': 'Resetează axele',
        'Reset camera to default': 'Resetează camera la valorile implicite',
        'Reset camera to last save': 'Resetează camera la ultima salvare',
        'Reset view': 'Resetează vizualizarea',
        'Reset views': 'Resetează vizualizările',
        'Show closest data on hover': 'Afișează cele mai apropiate date la trecerea cu mouse-ul',
        'Snapshot succeeded': 'Crearea capturii de ecran a reușit',
        'Sorry, there was a problem downloading your snapshot!': 'Ne pare rău, a apărut o eroare la descărcarea capturii de ecran!',
        'Taking snapshot - this may take a few seconds': 'Se crează captura de ecran - poate dura câteva secunde',
        'Toggle Spike Lines': 'Comutarea afișării liniilor de vârf',
        'Toggle show closest data on hover': 'Comutarea afișării celor mai apropiate date',
        'Turntable rotation': 'Rotație pe axă',
        'Zoom': 'Zoom',
        'Zoom in': 'Mărește',
        'Zoom out': 'Micșorează',
        'close:': 'închide:',
        'concentration:': 'concentrare:',
        'high:': 'maxim:',
        'incoming flow count:': 'numărul fluxurilor de intrare:',
        'kde:': 'kde:',
        'lat:': 'latitudine:',
        'lon:': 'longitudine:',
        'low:': 'minim:',
        'lower fence:': 'limita inferioară:',
        'max:': 'max.:',
        'mean ± σ:': 'mediu ± σ:',
        'mean:': 'mediu:',
        'median:': 'median:',
        'min:': 'min.:',
        'new text': 'text nou',
        'open:': 'deschide:',
        'outgoing flow count:': 'numărul fluxurilor de ieșire:',
        'q1:': 'q1:',
        'q3:': 'q3:',
        'source:': 'sursă:',
        'target:': 'țintă:',
        'trace': 'linie de date',
        'upper fence:': 'limita superioară:'
    },
    format: {
        days: ['Duminică', 'Luni', 'Marti', 'Miercuri', 'Joi', 'Vineri', 'Sâmbătă'],
        shortDays: ['Dum', 'Lun', 'Mar', 'Mie', 'Joi', 'Vin', 'Sâm'],
        months: [
            'Ianuarie', 'Februarie', 'Martie', 'Aprilie', 'Mai', 'Iunie',
            'Iulie', 'August', 'Septembrie', 'Octombrie', 'Noiembrie', 'Decembrie'
        ],
        shortMonths: [
            'Ian', 'Feb', 'Mar', 'Apr', 'Mai', 'Iun',
            'Iul', 'Aug', 'Sep', 'Oct', 'Noi', 'Dec'
        ],
        date: '%d.%m.%Y'
    }
};
if (typeof Plotly !== 'undefined') { Plotly.register(module.exports); }
})();
